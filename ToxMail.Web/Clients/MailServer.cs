namespace ToxMail.Web.Clients;

/// <summary>Where a mail client finds one of the servers.</summary>
public sealed record MailServer(string Host, int Port, Encryption Encryption);
