namespace ToxMail.Web.Clients;

/// <summary>Where a mail client finds one of the servers.</summary>
public sealed record MailServer(string Host, int Port, Encryption Encryption)
{
    /// <summary>As the settings of mail clients call it.</summary>
    public string EncryptionName => Encryption switch
    {
        Encryption.Implicit => "SSL/TLS",
        Encryption.Upgrade => "STARTTLS",
        _ => "None",
    };
}
