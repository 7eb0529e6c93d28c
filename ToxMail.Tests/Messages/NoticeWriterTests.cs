using System.Text;
using MimeKit;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class NoticeWriterTests
{
    private static readonly byte[] Original = Cast.Octets("From: me@tox.alt\nTo: bob@tox.alt\nSubject: Grüße\n\n.body with é\nFrom here\n");

    private static readonly Notice Failure = new()
    {
        Kind = NoticeKind.Failure,
        Own = Cast.Alice,
        Now = Cast.Noon,
        Recipients = [new NoticeRecipient { Address = Cast.Bob.Address.ToString(), Alias = "bob@tox.alt", Reason = NoticeReason.Offline }],
        MessageId = "<original@example.org>",
        Subject = "Grüße 😀",
        SubmittedAt = Cast.Noon.AddDays(-7),
        WillRetryUntil = Cast.Noon.AddDays(6),
        OriginalSize = Original.Length,
        OpenOriginal = () => new MemoryStream(Original),
    };

    private static readonly Notice Delay = Failure with { Kind = NoticeKind.Delay };

    private static readonly Notice Success = Failure with
    {
        Kind = NoticeKind.Success,
        Recipients = [Failure.Recipients[0] with { Reason = NoticeReason.Delivered }],
    };

    [Fact]
    public async Task Is_a_mail_from_the_system_to_the_user_that_nobody_answers()
    {
        var mail = await WriteAsync(Failure);

        Assert.Equal("<>", mail.Headers[HeaderId.ReturnPath]);
        Assert.Equal(HeaderId.ReturnPath, mail.Headers[0].Id);
        Assert.Equal("Mail Delivery System", mail.From.Mailboxes.Single().Name);
        Assert.Equal("postmaster@tox.alt", mail.From.Mailboxes.Single().Address);
        Assert.Equal(Cast.Alice.Address.ToString(), mail.To.Mailboxes.Single().Address);
        Assert.Equal("auto-replied", mail.Headers["Auto-Submitted"]);
        Assert.Equal("original@example.org", mail.InReplyTo);
        Assert.Equal(["original@example.org"], mail.References);
        Assert.EndsWith("@tox.alt", mail.MessageId, StringComparison.Ordinal);
        Assert.Equal(Cast.Noon, mail.Date);
    }

    [Theory]
    [InlineData(NoticeKind.Failure, "Not delivered: Grüße 😀", "will not be tried again", "failed", "5.4.7")]
    [InlineData(NoticeKind.Delay, "Not yet delivered: Grüße 😀", "need not do anything", "delayed", "4.4.1")]
    [InlineData(NoticeKind.Success, "Delivered: Grüße 😀", "has arrived", "delivered", "2.0.0")]
    public async Task Tells_a_person_and_a_program_what_happened(NoticeKind kind, string subject, string words, string action, string status)
    {
        var notice = kind switch { NoticeKind.Delay => Delay, NoticeKind.Success => Success, _ => Failure };
        var mail = await WriteAsync(notice);

        Assert.Equal(subject, mail.Subject);
        Assert.Equal(subject, NoticeWriter.SubjectOf(notice));
        var text = Text(mail);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("Subject: Grüße 😀 To: bob@tox.alt Sent: 14 November 2026, 12:00 UTC ", text, StringComparison.Ordinal);
        Assert.Equal(kind == NoticeKind.Delay, text.Contains("until 27 November 2026, 12:00 UTC", StringComparison.Ordinal));
        var report = Report(mail);
        Assert.Equal("dns; tox.alt", report[0]["Reporting-MTA"]);
        Assert.Equal("Sat, 14 Nov 2026 12:00:00 +0000", report[0]["Arrival-Date"]);
        Assert.Equal($"rfc822; {Cast.Bob.Address}", report[1]["Final-Recipient"]);
        Assert.Equal(action, report[1]["Action"]);
        Assert.Equal(status, report[1]["Status"]);
        Assert.Equal(kind != NoticeKind.Success, report[1].Contains("Diagnostic-Code"));
        Assert.Equal(kind == NoticeKind.Delay ? "Fri, 27 Nov 2026 12:00:00 +0000" : null, report[1]["Will-Retry-Until"]);
    }

    [Fact]
    public async Task Is_a_report_in_three_parts_in_the_order_of_the_standard()
    {
        var report = Assert.IsType<MultipartReport>((await WriteAsync(Failure)).Body);

        Assert.Equal("delivery-status", report.ReportType);
        Assert.Equal(["text/plain", "message/delivery-status", "message/rfc822"], report.Select(part => part.ContentType.MimeType));
    }

    [Fact]
    public async Task Brings_a_small_mail_back_whole()
    {
        var raw = await RawAsync(Failure);

        Assert.True(raw.AsSpan().IndexOf([.. "\r\n\r\n"u8, .. Original, .. "\r\n--"u8]) > 0, Encoding.UTF8.GetString(raw));
    }

    [Theory]
    [InlineData(true, 1000, NoticeKind.Failure)]
    [InlineData(false, NoticeWriter.MaxReturnedMail + 1, NoticeKind.Failure)]
    [InlineData(false, 1000, NoticeKind.Delay)]
    [InlineData(false, 1000, NoticeKind.Success)]
    public async Task Brings_back_the_headers_alone(bool headersOnly, long size, NoticeKind kind)
    {
        var notice = kind == NoticeKind.Success ? Success : Failure with { Kind = kind };
        var raw = Encoding.UTF8.GetString(await RawAsync(notice with { HeadersOnly = headersOnly, OriginalSize = size }));

        Assert.Contains("Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: 8bit\r\n\r\nFrom: me@tox.alt\r\n", raw, StringComparison.Ordinal);
        Assert.Contains("\r\nSubject: Grüße\r\n\r\n", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("body with", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_written_though_the_mail_is_lost()
    {
        foreach (var open in (Func<Stream?>[])[() => null, () => throw new IOException("lost"), () => throw new InvalidDataException("damaged")])
        {
            var mail = await WriteAsync(Failure with { OpenOriginal = open });

            Assert.Equal(2, ((MultipartReport)mail.Body!).Count);
            Assert.Contains("no longer be read", Text(mail), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tells_the_envelope_id_and_the_original_recipient()
    {
        var report = Report(await WriteAsync(Failure with
        {
            EnvelopeId = "env+1",
            Recipients = [Failure.Recipients[0] with { OriginalRecipient = "rfc822;bob@tox.alt" }],
        }));

        Assert.Equal("env+1", report[0]["Original-Envelope-Id"]);
        Assert.Equal("rfc822;bob@tox.alt", report[1]["Original-Recipient"]);
    }

    [Fact]
    public async Task Tells_each_recipients_fate()
    {
        var mail = await WriteAsync(Failure with
        {
            Recipients =
            [
                new NoticeRecipient { Address = Cast.Bob.Address.ToString(), Alias = "bob@tox.alt", Reason = NoticeReason.TooLarge },
                new NoticeRecipient { Address = "jürgen@example.org", Reason = NoticeReason.NameNotFound },
            ],
        });

        var report = Report(mail);
        Assert.Equal(3, report.Count);
        Assert.Equal(["5.3.4", "5.1.2"], report.Skip(1).Select(group => group["Status"]));
        Assert.Equal("utf-8; j\\x{FC}rgen@example.org", report[2]["Final-Recipient"]);
        Assert.Contains("To: jürgen@example.org", Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_on_what_the_peer_said_and_no_more_than_that()
    {
        var said = "no thanks\r\nAction: delivered\r\n\r\n.\r\n--x ü " + new string('z', 100_000);
        var mail = await WriteAsync(Failure with
        {
            Subject = "a\r\nBcc: evil@example.org",
            MessageId = "<a@b>\r\nX-Evil: c",
            EnvelopeId = "e\r\nX-Evil: c",
            Recipients = [Failure.Recipients[0] with { Reason = NoticeReason.Refused, PeerText = said, Alias = "b\r\nob", OriginalRecipient = "rfc822;x\r\nX-Evil: c" }],
        });

        Assert.Contains("It said: no thanks Action: delivered . --x ü zzz", Text(mail), StringComparison.Ordinal);
        Assert.Equal("Not delivered: a Bcc: evil@example.org", mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.Null(mail.InReplyTo);
        var report = Report(mail);
        Assert.Equal(2, report.Count);
        Assert.Equal("failed", report[1]["Action"]);
        Assert.StartsWith("x-toxmail; no thanks Action: delivered . --x ? zzz", report[1]["Diagnostic-Code"], StringComparison.Ordinal);
        Assert.All(report, group => Assert.False(group.Contains("X-Evil")));
    }

    [Fact]
    public async Task Has_lines_of_a_fit_length_and_crlf_ends()
    {
        var raw = Encoding.UTF8.GetString(await RawAsync(Failure with { Subject = new string('日', 300), HeadersOnly = true }));

        Assert.All(raw.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 998));
        Assert.DoesNotContain('\n', raw.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.EndsWith("\r\n", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_words_for_every_reason()
    {
        foreach (var reason in Enum.GetValues<NoticeReason>())
        {
            foreach (var kind in Enum.GetValues<NoticeKind>())
            {
                var text = Text(await WriteAsync(Failure with { Kind = kind, Recipients = [Failure.Recipients[0] with { Reason = reason }] }));
                Assert.True(reason == NoticeReason.StorageFault || text.Contains("bob@tox.alt", StringComparison.Ordinal), text);
                Assert.Matches("^[245][.][0-9][.][0-9]$", NoticeStatus.Of(kind, reason));
            }
        }
    }

    [Fact]
    public async Task Speaks_of_a_mail_without_subject_and_without_message_id()
    {
        var mail = await WriteAsync(Failure with { Subject = "", MessageId = "" });

        Assert.Equal("Not delivered: (no subject)", mail.Subject);
        Assert.Null(mail.InReplyTo);
        Assert.Empty(mail.References);
    }

    private static async Task<byte[]> RawAsync(Notice notice)
    {
        var stream = new MemoryStream();
        await NoticeWriter.WriteAsync(notice, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static async Task<MimeMessage> WriteAsync(Notice notice) =>
        await MimeMessage.LoadAsync(new MemoryStream(await RawAsync(notice)), TestContext.Current.CancellationToken);

    private static string Text(MimeMessage mail) =>
        string.Join(' ', ((TextPart)((MultipartReport)mail.Body!)[0]).Text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static HeaderListCollection Report(MimeMessage mail) => ((MessageDeliveryStatus)((MultipartReport)mail.Body!)[1]).StatusGroups;
}
