using MimeKit;
using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Messages;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Smtp;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Delivery;

/// <summary>What a client asks for at MAIL and RCPT (RFC 3461) until the notice is in the mailbox.</summary>
public sealed class DsnTests
{
    private const string Mail = "Message-ID: <1@client.example>\r\nSubject: asked\r\n\r\nThe body.\r\n";

    public static TheoryData<string, string> Wishes => new(
        from wish in (string[])["", "NEVER", "SUCCESS", "FAILURE", "DELAY", "SUCCESS,FAILURE", "SUCCESS,DELAY", "FAILURE,DELAY", "delay,failure,success"]
        from fate in (string[])["delivered", "failed", "delayed", "expired"]
        select (wish, fate));

    [Theory, MemberData(nameof(Wishes))] // RFC 3461 4.1
    public async Task Tells_what_was_asked_for_and_nothing_else(string wish, string fate)
    {
        await using var servers = await MailServers.StartAsync();
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, "MAIL FROM:<me@tox.alt>", $"RCPT TO:<bob@tox.alt>{(wish.Length > 0 ? " NOTIFY=" + wish : "")}");
        await MeetAsync(desk, fate);

        var asked = wish.Length == 0 ? ["FAILURE", "DELAY"] : wish.ToUpperInvariant().Split(',');
        (string Wish, string Action)[] happens = fate switch
        {
            "delivered" => [("SUCCESS", "delivered")],
            "failed" => [("FAILURE", "failed")],
            "delayed" => [("DELAY", "delayed")],
            _ => [("DELAY", "delayed"), ("DELAY", "delayed"), ("FAILURE", "failed")],
        };
        Assert.Equal(happens.Where(one => asked.Contains(one.Wish)).Select(one => one.Action), (await NoticesAsync(servers)).Select(notice => Report(notice)[1]["Action"]));
    }

    [Theory] // RFC 5321 4.5.5, RFC 3461 6.2
    [InlineData("delivered")]
    [InlineData("failed")]
    [InlineData("expired")]
    public async Task Tells_nobody_of_a_mail_with_the_null_sender(string fate)
    {
        await using var servers = await MailServers.StartAsync();
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, "MAIL FROM:<>", "RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,FAILURE,DELAY");
        await MeetAsync(desk, fate);
        Assert.Empty(await NoticesAsync(servers));
    }

    [Theory] // RFC 3461 6.3, RFC 3464 2.2 and 2.3
    [InlineData("delivered", "2.0.0")]
    [InlineData("delayed", "4.4.1")]
    [InlineData("failed", "5.0.0")]
    public async Task Repeats_the_envelope_id_and_the_original_recipient(string fate, string status)
    {
        await using var servers = await MailServers.StartAsync();
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, "MAIL FROM:<me@tox.alt> ENVID=QQ+2B314+3D159", "RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;Bob+2Bhome@example.org");
        await MeetAsync(desk, fate);

        var notice = Assert.Single(await NoticesAsync(servers));
        var report = Report(notice);
        Assert.Equal("<>", notice.Headers[HeaderId.ReturnPath]);
        Assert.Equal(2, report.Count);
        Assert.Equal("QQ+314=159", report[0]["Original-Envelope-Id"]);
        Assert.Equal("dns; tox.alt", report[0]["Reporting-MTA"]);
        Assert.NotNull(report[0]["Arrival-Date"]);
        Assert.Equal("rfc822;Bob+home@example.org", report[1]["Original-Recipient"]);
        Assert.Equal($"rfc822; {MailServers.BobAddress}", report[1]["Final-Recipient"]);
        Assert.Equal(status, report[1]["Status"]);
        Assert.Equal(fate == "delayed", report[1].Contains("Will-Retry-Until"));
    }

    [Theory] // RFC 6533 3
    [InlineData("MAIL FROM:<me@tox.alt>", @"utf-8;b\x{FC}cher@example.org", @"utf-8;b\x{FC}cher@example.org")]
    [InlineData("MAIL FROM:<me@tox.alt>", "UTF-8;b+C3+BCcher@example.org", @"UTF-8;b\x{FC}cher@example.org")]
    [InlineData("MAIL FROM:<me@tox.alt> SMTPUTF8", "utf-8;b\u00c3\u00bccher@example.org", @"utf-8;b\x{FC}cher@example.org")]
    [InlineData("MAIL FROM:<me@tox.alt> SMTPUTF8", "utf-8;\u00f0\u009f\u0098\u0080+2B@example.org", @"utf-8;\x{1F600}\x{2B}@example.org")]
    public async Task Repeats_an_original_recipient_beyond_ascii(string from, string orcpt, string repeated)
    {
        await using var servers = await MailServers.StartAsync();
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, from, $"RCPT TO:<bob@tox.alt> ORCPT={orcpt}");
        await MeetAsync(desk, "failed");
        Assert.Equal(repeated, Report(Assert.Single(await NoticesAsync(servers)))[1]["Original-Recipient"]);
    }

    [Theory] // RFC 3461 4.3: of a failure alone
    [InlineData("", "failed", "message/rfc822")]
    [InlineData(" RET=FULL", "failed", "message/rfc822")]
    [InlineData(" ret=hdrs", "failed", "text/rfc822-headers")]
    [InlineData(" RET=FULL", "delayed", "text/rfc822-headers")]
    [InlineData(" RET=FULL", "delivered", "text/rfc822-headers")]
    public async Task Brings_back_as_much_as_was_asked_for(string ret, string fate, string type)
    {
        await using var servers = await MailServers.StartAsync();
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, "MAIL FROM:<me@tox.alt>" + ret, "RCPT TO:<bob@tox.alt> NOTIFY=SUCCESS,FAILURE,DELAY");
        await MeetAsync(desk, fate);
        var parts = (MultipartReport)Assert.Single(await NoticesAsync(servers)).Body!;
        Assert.Equal(type, parts[2].ContentType.MimeType);
        Assert.Contains("<1@client.example>", parts[2].ToString(), StringComparison.Ordinal);
        Assert.Equal(type == "message/rfc822", parts[2].ToString().Contains("The body.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tells_of_mail_to_oneself_too()
    {
        await using var servers = await MailServers.StartAsync();
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, "MAIL FROM:<me@tox.alt> ENVID=x", "RCPT TO:<me@tox.alt> NOTIFY=SUCCESS");
        using var local = new LocalDelivery(servers.Store.Outbox, servers.Store.Blobs, new DiskReserve(servers.Store.Directory), desk.Recorder, servers.Store.Store.OwnNames, Own, servers.Store.Time);
        await local.DeliverAsync(Ct);
        await desk.PassAsync(TimeSpan.Zero);

        var mails = await NoticesAsync(servers);
        Assert.Equal(["asked", "Delivered: asked"], mails.Select(mail => mail.Subject));
        Assert.Equal("x", Report(mails[1])[0]["Original-Envelope-Id"]);
        Assert.Equal("delivered", Report(mails[1])[1]["Action"]);
    }

    [Fact]
    public async Task Tells_each_recipient_by_their_own_wish()
    {
        await using var servers = await MailServers.StartAsync();
        await servers.Store.AddContactAsync(3, "carol");
        var desk = CalendarDesk.Over(servers.Store);
        await SubmitAsync(servers, "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt> NOTIFY=NEVER", "RCPT TO:<carol@tox.alt> NOTIFY=FAILURE ORCPT=rfc822;c@x");
        await desk.PassAsync(TimeSpan.FromDays(8));
        var report = Report(Assert.Single(await NoticesAsync(servers)));
        Assert.Equal(($"rfc822; {Key(3)}@tox.alt", "rfc822;c@x"), (report[1]["Final-Recipient"], report[1]["Original-Recipient"]));
    }

    private static async Task SubmitAsync(MailServers servers, params string[] commands)
    {
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        foreach (var command in commands)
        {
            Assert.StartsWith("250 ", await client.SayAsync(command), StringComparison.Ordinal);
        }

        Assert.StartsWith("250 ", await client.SendMailAsync(Mail), StringComparison.Ordinal);
    }

    private static async Task MeetAsync(CalendarDesk desk, string fate)
    {
        var mail = Assert.Single(await desk.Store.DueAsync(2));
        switch (fate)
        {
            case "delivered":
                await desk.Recorder.RecordAsync([AttemptRecorder.Delivered(mail, MailVia.Direct)], Ct);
                await desk.PassAsync(TimeSpan.FromDays(8));
                break;
            case "failed":
                await desk.Recorder.RecordAsync([await desk.Recorder.FailedAsync(mail, new NoticeCause(NoticeReason.Refused), "No.", Ct)], Ct);
                await desk.PassAsync(TimeSpan.FromDays(8));
                break;
            case "delayed":
                await desk.PassAsync(TimeSpan.FromHours(5));
                break;
            default:
                await desk.PassAsync(TimeSpan.FromHours(5));
                await desk.PassAsync(TimeSpan.FromHours(20));
                await desk.PassAsync(TimeSpan.FromDays(8));
                break;
        }
    }

    private static async Task<List<MimeMessage>> NoticesAsync(MailServers servers)
    {
        List<MimeMessage> notices = [];
        foreach (var entry in await servers.Store.Inbox.SnapshotAsync(Ct))
        {
            await using var blob = servers.Store.Blobs.OpenRead(entry.Blob);
            notices.Add(await MimeMessage.LoadAsync(blob, Ct));
        }

        return notices;
    }

    private static HeaderListCollection Report(MimeMessage notice) =>
        Assert.IsType<MessageDeliveryStatus>(Assert.IsType<MultipartReport>(notice.Body)[1]).StatusGroups;
}
