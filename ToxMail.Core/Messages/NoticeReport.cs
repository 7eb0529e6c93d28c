using System.Globalization;
using System.Text;
using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>The part of a notice that programs read: message/delivery-status (RFC 3464 2).</summary>
internal static class NoticeReport
{
    /// <summary>Characters of what a peer says that are passed on to the user.</summary>
    internal const int MaxPeerText = 500;

    internal static string Of(Notice notice)
    {
        var report = new StringBuilder();
        if (notice.EnvelopeId is not null)
        {
            Field(report, "Original-Envelope-Id", Clean(notice.EnvelopeId));
        }

        Field(report, "Reporting-MTA", $"dns; {Recipient.Zone}");
        Field(report, "Arrival-Date", DateUtils.FormatDate(notice.SubmittedAt));
        foreach (var recipient in notice.Recipients)
        {
            report.Append("\r\n");
            AddRecipient(report, notice, recipient);
        }

        return report.ToString();
    }

    private static void AddRecipient(StringBuilder report, Notice notice, NoticeRecipient recipient)
    {
        if (recipient.OriginalRecipient is not null)
        {
            Field(report, "Original-Recipient", Clean(recipient.OriginalRecipient));
        }

        // An address beyond ASCII has a type of its own (RFC 6533 3).
        Field(report, "Final-Recipient", $"{(Ascii.IsValid(recipient.Address) ? "rfc822" : "utf-8")}; {Clean(recipient.Address)}");
        Field(report, "Action", Action(notice.Kind));
        Field(report, "Status", NoticeStatus.Of(notice.Kind, recipient.Reason));
        if (notice.Kind != NoticeKind.Success)
        {
            Field(report, "Diagnostic-Code", $"x-toxmail; {Diagnosis(notice, recipient)}");
        }

        if (notice is { Kind: NoticeKind.Delay, WillRetryUntil: { } until })
        {
            Field(report, "Will-Retry-Until", DateUtils.FormatDate(until));
        }
    }

    private static string Diagnosis(Notice notice, NoticeRecipient recipient)
    {
        var said = HeaderText.OneLine(recipient.PeerText ?? recipient.Detail ?? string.Empty, MaxPeerText);
        return HeaderText.Printable(said.Length > 0 ? said : NoticeWords.Happened(notice.Kind, recipient.Reason, recipient.Address));
    }

    private static string Action(NoticeKind kind) => kind switch
    {
        NoticeKind.Success => "delivered",
        NoticeKind.Delay => "delayed",
        _ => "failed",
    };

    private static void Field(StringBuilder report, string name, string value) =>
        report.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");

    // Addresses beyond ASCII are written as RFC 6533 3 says for this part: \x{FC}.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in HeaderText.OneLine(text, 500).EnumerateRunes())
        {
            _ = rune.IsAscii ? clean.Append(rune.ToString()) : clean.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
        }

        return clean.ToString();
    }
}
