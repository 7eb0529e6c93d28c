using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>What a mail's headers become when it arrives: <c>docs/architecture.md</c>, "Addresses".</summary>
/// <remarks>The octets come from a peer, who may have made them to deceive the user or the user's mail program.</remarks>
public static class ArrivalHeaders
{
    private static readonly string[] OwnFields = ["Return-Path", "Authentication-Results"];

    /// <summary>Rewrites a header block as <see cref="HeaderBlockReader"/> gives it. Never refuses: a mail may be as odd as it likes.</summary>
    public static ArrivalResult Rewrite(ReadOnlyMemory<byte> header, ArrivalContext context)
    {
        var fields = HeaderFields.Split(header);
        var from = fields.Find(field => field.Is("From"));
        var name = ArrivalFrom.DisplayName(from);
        var subject = HeaderText.Decode(fields.Find(field => field.Is("Subject")).Value);
        var card = fields.Find(field => field.Is(IntroductionWriter.CardField)) is { NameLength: > 0 } found ? HeaderText.Unfolded(found.Value) : null;
        var called = card is null ? "" : HeaderText.Decode(fields.Find(field => field.Is(IntroductionWriter.NameField)).Value);
        return new ArrivalResult(Write(fields, header.Length, name, context), ArrivalFrom.Display(name, context.Sender), subject, card, called);
    }

    private static ReadOnlyMemory<byte> Write(List<HeaderField> fields, int length, string name, ArrivalContext context)
    {
        var buffer = new HeaderBuffer(length);
        var rest = buffer.AddMboxLine(fields);
        AddTrace(buffer, context);
        var froms = fields.FindAll(field => field.Is("From"));
        var isGenuine = froms.Count > 0 && froms.TrueForAll(field => ArrivalFrom.IsGenuine(field, context));
        if (froms.Count == 0)
        {
            buffer.Add(ArrivalFrom.Field(name, context.Sender));
        }

        foreach (var field in rest.Where(IsKept))
        {
            if (!isGenuine && field.Is("From"))
            {
                buffer.Add(field == froms[0] ? ArrivalFrom.Field(name, context.Sender) : default);
                AddOriginal(buffer, field);
            }
            else
            {
                buffer.Add(field.Raw);
            }
        }

        if (fields.Count == 0)
        {
            buffer.AddLineEnd();
        }

        return buffer.Octets;
    }

    private static bool IsKept(HeaderField field) => !field.IsOneOf(OwnFields) && !field.HasPrefix("X-ToxMail-");

    private static void AddTrace(HeaderBuffer buffer, ArrivalContext context)
    {
        var with = context.Route switch
        {
            ArrivalRoute.Direct => "with Tox",
            ArrivalRoute.Relay => "with Tox (kept by a relay)",
            _ => "with Tox (from this node itself)",
        };
        buffer.AddLine($"Return-Path: <{SenderIdentity.ReturnPath(context)}>");

        // RFC 5321 4.4. A key is one character too long for a domain label, so it stands in a comment.
        buffer.AddLine($"Received: from {Recipient.Zone} ({context.Sender})");
        buffer.AddLine($" by {Recipient.Zone} {with} id {Atom(context.QueueId)}");
        buffer.AddLine($" for <{context.Own.Address}>; {DateUtils.FormatDate(context.Now)}");

        // RFC 8601 2.2: the link, or the relay's envelope, proves that the holder of this key sent the mail.
        buffer.AddLine($"Authentication-Results: {Recipient.Zone}; tox=pass");
        buffer.AddLine($" policy.key={context.Sender}");
    }

    // The octets are the peer's own and lie on lines that begin with the field's name or white space, so they cannot become another field.
    private static void AddOriginal(HeaderBuffer buffer, HeaderField from)
    {
        buffer.Add("X-Original-From:"u8.ToArray());
        buffer.Add(from.Value);
        buffer.AddLineEnd();
    }

    private static string Atom(string text)
    {
        var atom = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        return atom.Length == 0 ? "unknown" : atom[..Math.Min(atom.Length, 100)];
    }
}
