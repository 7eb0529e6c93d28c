using ToxMail.Web.Clients;

namespace ToxMail.Web.Api;

/// <summary>One mail server. Encryption is <c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
internal sealed record ServerView(string Host, int Port, string Encryption)
{
    public static ServerView? Of(MailServer? server) => server is null ? null : new ServerView(server.Host, server.Port, Word(server.Encryption));

    private static string Word(Encryption encryption) => encryption switch
    {
        Clients.Encryption.Implicit => "tls",
        Clients.Encryption.Upgrade => "starttls",
        _ => "none",
    };
}
