using System.Text;
using MimeKit;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Judges the From fields of a mail that arrived, and makes the one that replaces a false one.</summary>
internal static class ArrivalFrom
{
    private const int MaxName = 100;

    private static readonly FormatOptions Encoded = new() { International = false, NewLineFormat = NewLineFormat.Dos };

    /// <summary>
    /// True when every address that any reader could find in the field is the sender's: by our scanner, display names included, and by
    /// MimeKit's parser, which reads broken fields in its own way. A name with hidden control characters is not genuine either.
    /// </summary>
    internal static bool IsGenuine(HeaderField field, ArrivalContext context)
    {
        var found = AddressScanner.Scan(field.Value.Span);
        return found.Count > 0
            && found.TrueForAll(one => one.Address is not null && SenderIdentity.Owns(one.Address, context))
            && Parse(field) is { } parsed
            && parsed.Mailboxes.All(mailbox => IsGenuine(mailbox, context));
    }

    /// <summary>The name the sender gives himself, or empty.</summary>
    internal static string DisplayName(HeaderField field) =>
        Parse(field) is { } parsed
            ? HeaderText.OneLine(parsed.Mailboxes.FirstOrDefault()?.Name ?? string.Empty, MaxName)
            : string.Empty;

    /// <summary>Name and address for display.</summary>
    internal static string Display(string name, PublicKey sender) =>
        name.Length == 0 ? OwnIdentity.AddressOf(sender).ToString() : $"{name} <{OwnIdentity.AddressOf(sender)}>";

    /// <summary>A whole From field with its line end.</summary>
    internal static ReadOnlyMemory<byte> Field(string name, PublicKey sender)
    {
        var mailbox = new MailboxAddress(Encoding.UTF8, name, OwnIdentity.AddressOf(sender).ToString());
        var value = new InternetAddressList { mailbox }.ToString(Encoded, encode: true);
        return Encoding.ASCII.GetBytes($"From: {value.TrimEnd()}\r\n");
    }

    private static bool IsGenuine(MailboxAddress mailbox, ArrivalContext context) =>
        MailAddress.TryParse(mailbox.Address, out var address)
        && SenderIdentity.Owns(address, context)
        && !(mailbox.Name ?? string.Empty).Any(char.IsControl);

    private static InternetAddressList? Parse(HeaderField field)
    {
        // MimeKit's parser recurses into groups and comments; a From of this length is no person's.
        const int MaxParsed = 16 * 1024;
        return field.Value.Length <= MaxParsed && InternetAddressList.TryParse(field.Value.ToArray(), out var parsed) ? parsed : null;
    }
}
