using MimeKit;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A notice about a mail's fate as its sender finds it in his mailbox (RFC 3464).</summary>
internal sealed record NoticeMail(string Text, string Action, string Status, string Original)
{
    public static NoticeMail Read(byte[] mail)
    {
        using var bytes = new MemoryStream(mail);
        var message = MimeMessage.Load(bytes);
        var report = Assert.IsType<MultipartReport>(message.Body);
        Assert.Equal("delivery-status", report.ReportType);
        var status = Assert.IsType<MessageDeliveryStatus>(report[1]);
        var recipient = status.StatusGroups[1];
        return new NoticeMail(Assert.IsType<TextPart>(report[0]).Text, recipient["Action"] ?? "", recipient["Status"] ?? "", report[2].ToString()!);
    }

    /// <summary>Waits for the one notice in the sender's mailbox, takes it out and checks that it is about this mail.</summary>
    public static async Task<NoticeMail> TakeAsync(MailUser sender, TestMail about, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await sender.WaitForMailsAsync(1, atMost, cancellationToken);
        var notice = Read(Assert.Single(await sender.EmptyMailboxAsync(cancellationToken)));
        Assert.Contains(about.MessageId, notice.Original, StringComparison.Ordinal);
        return notice;
    }
}
