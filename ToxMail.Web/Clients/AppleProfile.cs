using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ToxMail.Core.Tls;

namespace ToxMail.Web.Clients;

/// <summary>
/// A configuration profile for Apple's devices (developer.apple.com, "Configuration Profile Reference"): the CA to trust and a mail
/// account, with its password in it. Installing a later one of the same node replaces the earlier.
/// </summary>
internal static class AppleProfile
{
    public const string ContentType = "application/x-apple-aspen-config";

    private const string Id = "alt.tox.toxmail";

    public static string Write(MailAccount account, AuthorityCertificate? authority)
    {
        List<XElement> payloads = [];
        if (authority is not null)
        {
            payloads.Add(Dictionary([.. Head("com.apple.security.root", "ca", "ToxMail's certificate authority", account), ("PayloadContent", Data(authority.Der.Span))]));
        }

        if (account is { Smtp: { } smtp, Pop3: { } pop3 })
        {
            payloads.Add(Dictionary([.. Head("com.apple.mail.managed", "mail", "ToxMail", account), .. Account(account), .. Server("Incoming", pop3, account), .. Server("Outgoing", smtp, account)]));
        }

        var profile = Dictionary([.. Head("Configuration", "profile", "ToxMail", account), ("PayloadContent", new XElement("array", payloads))]);
        var document = new XDocument(
            new XDocumentType("plist", "-//Apple//DTD PLIST 1.0//EN", "http://www.apple.com/DTDs/PropertyList-1.0.dtd", null),
            new XElement("plist", new XAttribute("version", "1.0"), profile));
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}\n";
    }

    private static (string, XElement)[] Head(string type, string part, string name, MailAccount account) =>
    [
        ("PayloadType", Text(type)),
        ("PayloadVersion", new XElement("integer", 1)),
        ("PayloadIdentifier", Text($"{Id}.{part}.{account.Address[..16]}")),
        ("PayloadUUID", Text($"{Uuid(part, account)}")),
        ("PayloadDisplayName", Text(name)),
    ];

    private static (string, XElement)[] Account(MailAccount account) =>
    [
        ("EmailAccountType", Text("EmailTypePOP")),
        ("EmailAccountDescription", Text("ToxMail")),
        ("EmailAddress", Text(account.Address)),
        ("OutgoingPasswordSameAsIncomingPassword", new XElement("true")),
    ];

    private static (string, XElement)[] Server(string way, MailServer server, MailAccount account) =>
    [
        ($"{way}MailServerHostName", Text(server.Host)),
        ($"{way}MailServerPortNumber", new XElement("integer", server.Port)),
        ($"{way}MailServerUseSSL", new XElement(server.Encryption == Encryption.None ? "false" : "true")),
        ($"{way}MailServerAuthentication", Text("EmailAuthPassword")),
        ($"{way}MailServerUsername", Text(account.Username)),
        ($"{way}Password", Text(account.Password)),
    ];

    /// <summary>Always the same for a node and a part, so that a new profile takes the place of the old one.</summary>
    private static Guid Uuid(string part, MailAccount account) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{part} {account.Address}")).AsSpan(0, 16));

    private static XElement Dictionary(IEnumerable<(string Key, XElement Value)> entries) =>
        new("dict", entries.SelectMany(entry => new[] { new XElement("key", entry.Key), entry.Value }));

    private static XElement Text(string text) => new("string", text);

    private static XElement Data(ReadOnlySpan<byte> bytes) => new("data", Convert.ToBase64String(bytes));
}
