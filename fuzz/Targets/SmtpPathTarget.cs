using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Smtp;

namespace ToxMail.Fuzz.Targets;

/// <summary>The path of MAIL and RCPT: what was parsed, written and parsed again is the same.</summary>
internal sealed class SmtpPathTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "<>"u8.ToArray(),
        "<bob@tox.alt>"u8.ToArray(),
        "<@a.example,@b.example:\"b \\\" o\\b\"@tox.alt> SIZE=1"u8.ToArray(),
        "<\"a@b\"@[127.0.0.1]>"u8.ToArray(),
        "<jürgen.müller@bücher.example>"u8.ToArray(),
        Encoding.UTF8.GetBytes($"<{Cast.Bob.PublicKey}@{Cast.Bob.Id.NospamLabel}.tox.alt>"),
    ];

    public IReadOnlyList<string> Words { get; } = ["<", ">", "@", "\"", "\\", "[", "]", "[IPv6:", ",@", ":", ".", "tox.alt", "bob", "é", "İ", "\u00AD"];

    /// <summary>The path as any SMTP client may write it: the local part quoted.</summary>
    internal static string Written(MailAddress? address) => address is null
        ? "<>"
        : $"<\"{address.LocalPart.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"@{address.Domain}>";

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (!SmtpPath.TryRead(text, out var address, out var length))
        {
            return;
        }

        Property.Holds(length is >= 2 && length <= text.Length && text[length - 1] == '>', "A path ends in its bracket");
        Property.Holds(SmtpPath.TryRead(text.AsSpan(0, length), out var alone, out var aloneLength) && aloneLength == length, "A path is one whatever follows it");
        Property.Equal(address, alone, "What follows a path does not change it");
        if (address is null)
        {
            Property.Equal("<>", text[..length], "Only the empty path has no address");
            return;
        }

        var written = Written(address);
        Property.Holds(SmtpPath.TryRead(written, out var again, out var writtenLength), $"A path written is one: {written}");
        Property.Equal((address.ToString(), written.Length), (again?.ToString(), writtenLength), "A path written and read is the same");

        // So addresses lie in the database.
        Property.Holds(MailAddress.TryParse(address.ToString(), out var stored) && stored.ToString() == address.ToString(), $"An address is read back from its text: {address}");
        Property.IsOneLine(address.ToString(), "An address");
        _ = Recipient.Of(address);
    }
}
