using ToxMail.Core.Tls;
using ToxMail.Web.Clients;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/setup</c>: what to put into a mail client.</summary>
internal static class SetupApi
{
    public static void MapSetup(this RouteGroupBuilder api) => api.MapGet("/setup", Read);

    private static SetupView Read(MailAccountReader accounts, TlsCertificates certificates)
    {
        var account = accounts.Read();
        return new SetupView
        {
            Address = account.Address,
            Username = account.Username,
            Smtp = ServerView.Of(account.Smtp),
            Pop3 = ServerView.Of(account.Pop3),
            Certificate = CertificateView.Of(certificates.Status, account.AuthorityFile),
            Snippets = Snippets.Of(account),
        };
    }
}
