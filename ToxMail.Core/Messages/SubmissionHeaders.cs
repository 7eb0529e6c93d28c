using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>What a mail's headers become when the user sends it: <c>docs/architecture.md</c>, "Addresses".</summary>
/// <remarks>
/// Only the octets of an alias are exchanged and whole fields added or removed; nothing is parsed and written anew, because that
/// would break signatures and change what the user's program meant.
/// </remarks>
public static class SubmissionHeaders
{
    // Every field to whose addresses a program that receives the mail may write.
    private static readonly string[] AddressFields =
    [
        "From", "Sender", "Reply-To", "To", "Cc",
        "Resent-From", "Resent-Sender", "Resent-Reply-To", "Resent-To", "Resent-Cc",
        "Disposition-Notification-To", "Return-Receipt-To", "Mail-Reply-To", "Mail-Followup-To",
    ];

    private static readonly string[] BlindFields = ["Bcc", "Resent-Bcc"];

    // Said to this node alone, and left out of what is sent.
    private const string RelayField = "X-ToxMail-Relay";

    private static readonly string[] NeededFields = ["Date", "Message-ID"];

    // A key address is longer than an alias, and the receiving node takes headers of this size at most.
    private static readonly SubmissionResult.Refused TooLarge =
        new(SubmissionFault.TooLarge, "The headers are too large once every alias is written out as an address");

    /// <summary>Rewrites a header block as <see cref="HeaderBlockReader"/> gives it.</summary>
    public static SubmissionResult Rewrite(ReadOnlyMemory<byte> header, SubmissionContext context)
    {
        var fields = HeaderFields.Split(header);
        if (FindFault(fields, context) is { } refused)
        {
            return refused;
        }

        var given = fields.Find(field => field.Is("Message-ID") && !field.IsBlank);
        var hasOwnMessageId = given.NameLength > 0;
        var messageId = hasOwnMessageId ? HeaderText.MessageId(given.Value) : $"<{context.NewMessageIdToken()}@{Recipient.Zone}>";
        var written = Write(fields, header.Length, messageId, context);
        return written.Length > HeaderBlockReader.DefaultLimit
            ? TooLarge
            : new SubmissionResult.Accepted(
                written, messageId, HeaderText.Decode(fields.Find(field => field.Is("Subject")).Value), FirstFrom(fields, context))
            {
                HasOwnMessageId = hasOwnMessageId,
                RelayForbidden = fields.Exists(static field => field.Is(RelayField) && HeaderText.Decode(field.Value).Equals("no", StringComparison.OrdinalIgnoreCase)),
            };
    }

    private static SubmissionResult.Refused? FindFault(List<HeaderField> fields, SubmissionContext context)
    {
        var hasFrom = false;
        var hasAddress = false;
        foreach (var field in fields.Where(field => field.Is("From")))
        {
            hasFrom = true;
            foreach (var found in Mailboxes(field))
            {
                hasAddress = true;
                if (found.Address is null || !OwnAddresses.MaySendAs(found.Address, context))
                {
                    return NotOwn(found.Address, context);
                }
            }
        }

        return hasFrom && !hasAddress
            ? new SubmissionResult.Refused(SubmissionFault.FromUnreadable, $"The From header holds no mail address; yours is {context.Own.Address}")
            : null;
    }

    private static SubmissionResult.Refused NotOwn(MailAddress? address, SubmissionContext context)
    {
        var shown = address is null ? "what it holds" : HeaderText.Printable(address.ToString());
        return new SubmissionResult.Refused(
            SubmissionFault.FromNotOwn, $"The From header must be your own address {context.Own.Address}; {shown} is not yours");
    }

    private static MailAddress FirstFrom(List<HeaderField> fields, SubmissionContext context)
    {
        var first = fields.Where(field => field.Is("From")).SelectMany(Mailboxes).Select(found => found.Address).FirstOrDefault();
        return first is null ? context.Own.Address : OwnAddresses.KeyAddressOf(first, context) ?? first;
    }

    private static IEnumerable<FoundAddress> Mailboxes(HeaderField field) =>
        AddressScanner.Scan(field.Value.Span).Where(found => !found.InDisplayName);

    private static ReadOnlyMemory<byte> Write(List<HeaderField> fields, int length, string messageId, SubmissionContext context)
    {
        var buffer = new HeaderBuffer(length);
        var rest = buffer.AddMboxLine(fields);
        AddMissing(buffer, fields, messageId, context);
        foreach (var field in rest.Where(field => !IsRemoved(field)))
        {
            buffer.Add(field.IsOneOf(AddressFields)
                ? AddressField.Replace(field, address => OwnAddresses.KeyAddressOf(address, context))
                : field.Raw);
        }

        if (fields.Count == 0)
        {
            buffer.AddLineEnd();
        }

        return buffer.Octets;
    }

    private static bool IsRemoved(HeaderField field) =>
        field.IsOneOf(BlindFields) || field.Is(RelayField) || (field.IsBlank && field.IsOneOf(NeededFields));

    private static void AddMissing(HeaderBuffer buffer, List<HeaderField> fields, string messageId, SubmissionContext context)
    {
        if (!fields.Exists(field => field.Is("From")))
        {
            buffer.AddLine($"From: <{context.Own.Address}>");
        }

        if (!fields.Exists(field => field.Is("Date") && !field.IsBlank))
        {
            // In UTC: the zone would tell where the user is, and his program chose not to.
            buffer.AddLine($"Date: {DateUtils.FormatDate(context.Time.GetUtcNow())}");
        }

        if (!fields.Exists(field => field.Is("Message-ID") && !field.IsBlank))
        {
            buffer.AddLine($"Message-ID: {messageId}");
        }
    }
}
