using System.Net;
using ToxMail.Core.Addressing;
using ToxMail.Core.Hosting;
using ToxMail.Core.Net;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Passwords;
using ToxMail.Core.Tls;

namespace ToxMail.Web.Clients;

/// <summary>Says what to put into a mail client, as the servers stand now.</summary>
internal sealed class MailAccountReader(ListenerBoard board, TlsCertificates certificates, ToxMailSettings settings, DataDirectory directory, OwnIdentity own)
{
    public MailAccount Read() => new()
    {
        Address = own.Address.ToString(),
        Username = ClientPasswords.Username,
        Smtp = Implicit("smtps") ?? Plain("smtp", CanUpgrade),
        Pop3 = Implicit("pop3s") ?? Plain("pop3", CanUpgrade),
        Pop3WithoutUpgrade = Implicit("pop3s") ?? Plain("pop3", false),
        AuthorityFile = settings.Tls.Certificate is null ? AuthorityCertificate.FileIn(directory.Tls) : null,
    };

    private bool CanUpgrade => certificates.Offer.IsReady;

    private MailServer? Implicit(string name) => Place(name, ListenerState.Listening) is { } place ? new MailServer(place.Host, place.Port, Encryption.Implicit) : null;

    /// <summary>A port that is taken just now is still the one to be set.</summary>
    private MailServer? Plain(string name, bool upgrade) =>
        (Place(name, ListenerState.Listening) ?? Place(name, ListenerState.Failed)) is { } place
            ? new MailServer(place.Host, place.Port, upgrade ? Encryption.Upgrade : Encryption.None)
            : null;

    private (string Host, int Port)? Place(string name, ListenerState state) =>
        board.Current.FirstOrDefault(listener => listener.Name == name && listener.State == state) is { } listener
        && IPEndPoint.TryParse(listener.Endpoint, out var endpoint)
            ? (HostOf(endpoint.Address), endpoint.Port)
            : null;

    /// <summary>By name where that is enough, because some clients compare a certificate with names only (fetchmail 6.4 with no address).</summary>
    private static string HostOf(IPAddress address) =>
        address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? "localhost"
            : address.ToString();
}
