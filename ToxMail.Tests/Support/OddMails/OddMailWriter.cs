using System.Text;

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Puts odd mails together. In all texts a line feed stands for CRLF; ␊ ␍ ␀ stand for the bare octets.</summary>
internal sealed class OddMailWriter(string from, string to)
{
    private readonly List<OddMail> _mails = [];

    internal IReadOnlyList<OddMail> Mails => _mails;

    internal string From => from;

    internal string To => to;

    /// <summary>Adds a mail just as it is written.</summary>
    internal void Add(string name, string text, OddMailRefusal? refusal = null) => Add(name, Octets(text), refusal);

    internal void Add(string name, byte[] raw, OddMailRefusal? refusal = null) => _mails.Add(new OddMail(name, raw, refusal));

    /// <summary>Adds a mail with ordinary headers and these after them.</summary>
    internal void AddWithHeaders(string name, string headers, OddMailRefusal? refusal = null) =>
        Add(name, Octets($"{Basic(name)}{headers}\nThe body of {name}.\n"), refusal);

    /// <summary>Adds a mail with these address headers alone, beside the ones no mail lacks.</summary>
    internal void AddWithAddresses(string name, string headers, OddMailRefusal? refusal = null) =>
        Add(name, Octets($"{headers}{Trace(name)}\nThe body of {name}.\n"), refusal);

    /// <summary>Adds a mail with ordinary headers, these MIME headers and this body.</summary>
    internal void AddWithBody(string name, string mimeHeaders, string body, OddMailRefusal? refusal = null) =>
        Add(name, Octets($"{Basic(name)}{mimeHeaders}\n{body}"), refusal);

    /// <summary>Adds a mail with ordinary headers, these MIME headers and any octets as its body.</summary>
    internal void AddWithBody(string name, string mimeHeaders, byte[] body, OddMailRefusal? refusal = null) =>
        Add(name, [.. Octets($"{Basic(name)}{mimeHeaders}\n"), .. body], refusal);

    internal string Basic(string name) => $"From: Odd Sender <{from}>\nTo: {to}\n{Trace(name)}";

    internal static string Trace(string name) =>
        $"Subject: odd {name}\nDate: Sat, 21 Nov 2026 10:00:00 +0100\nMessage-ID: <odd.{name}@example.invalid>\n";

    internal static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text
        .Replace("\n", "\r\n", StringComparison.Ordinal)
        .Replace('␊', '\n').Replace('␍', '\r').Replace('␀', '\0'));
}
