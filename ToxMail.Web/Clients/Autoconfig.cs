using System.Xml.Linq;
using ToxMail.Core.Addressing;

namespace ToxMail.Web.Clients;

/// <summary>Thunderbird's account configuration (wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat). It holds no secret.</summary>
internal static class Autoconfig
{
    /// <summary>
    /// True when the address, or the bare domain that Thunderbird puts at the end of its own URL, is one of ours. Whoever sets that URL is
    /// asked about every account, and a stranger's must not be sent here.
    /// </summary>
    public static bool IsFor(string? addressOrDomain)
    {
        if (string.IsNullOrWhiteSpace(addressOrDomain))
        {
            return true;
        }

        var domain = addressOrDomain[(addressOrDomain.LastIndexOf('@') + 1)..].Trim().TrimEnd('/');
        return domain.Equals("tox", StringComparison.OrdinalIgnoreCase)
            || domain.Equals(Recipient.Zone, StringComparison.OrdinalIgnoreCase)
            || domain.EndsWith($".{Recipient.Zone}", StringComparison.OrdinalIgnoreCase);
    }

    public static string Write(MailAccount account)
    {
        var provider = new XElement(
            "emailProvider",
            new XAttribute("id", Recipient.Zone),
            new XElement("domain", Recipient.Zone),
            new XElement("displayName", "ToxMail"),
            new XElement("displayShortName", "ToxMail"),
            account.Pop3 is { } pop3 ? Server("incomingServer", "pop3", pop3, account, LeavesMail()) : null,
            account.Smtp is { } smtp ? Server("outgoingServer", "smtp", smtp, account) : null);
        var document = new XElement("clientConfig", new XAttribute("version", "1.1"), provider);
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}\n";
    }

    private static XElement Server(string element, string type, MailServer server, MailAccount account, params object[] more) => new(
        element,
        new XAttribute("type", type),
        new XElement("hostname", server.Host),
        new XElement("port", server.Port),
        new XElement("socketType", SocketType(server.Encryption)),
        new XElement("username", account.Username),
        new XElement("authentication", "password-cleartext"),
        more);

    private static XElement LeavesMail() => new("pop3", new XElement("leaveMessagesOnServer", "true"));

    private static string SocketType(Encryption encryption) => encryption switch
    {
        Encryption.Implicit => "SSL",
        Encryption.Upgrade => "STARTTLS",
        _ => "plain",
    };
}
