using System.Text;
using MimeKit;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class ExpectedMailWriterTests
{
    private static readonly ExpectedMailNotice Notice = new()
    {
        Own = Cast.Alice,
        Now = Cast.Noon,
        Sender = Cast.Bob.PublicKey,
        Alias = "bob",
        SizeBytes = 25_300_000,
        MostBytes = 100 << 20,
        Written = Cast.Noon.AddHours(-3),
        Until = Cast.Noon.AddDays(7),
    };

    [Fact]
    public async Task Tells_a_person_what_waits_where_and_for_what()
    {
        var (mail, text) = await WriteAsync(Notice);

        Assert.Equal("bob has a mail of 25 MB for you", mail.Subject);
        Assert.Equal(mail.Subject, ExpectedMailWriter.SubjectOf(Notice));
        Assert.StartsWith("bob has a mail of 25 MB for you. It is too large to be carried by others; it comes as soon as you and bob are both online. ", text, StringComparison.Ordinal);
        Assert.Contains($"From: {Cast.Bob.Address} Size: 25 MB Sent: 21 November 2026, 09:00 UTC ", text, StringComparison.Ordinal);
        Assert.Contains("until 28 November 2026, 12:00 UTC.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("refuse", text, StringComparison.Ordinal);
        Assert.EndsWith("-- ToxMail, on your own computer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_a_mail_from_the_system_to_the_user_that_nobody_answers()
    {
        var (mail, _) = await WriteAsync(Notice);

        Assert.Equal("<>", mail.Headers[HeaderId.ReturnPath]);
        Assert.Equal("postmaster@tox.alt", mail.From.Mailboxes.Single().Address);
        Assert.Equal(Cast.Alice.Address.ToString(), mail.To.Mailboxes.Single().Address);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.EndsWith("@tox.alt", mail.MessageId, StringComparison.Ordinal);
        Assert.Equal(Cast.Noon, mail.Date);
        Assert.Null(mail.InReplyTo);
    }

    [Fact]
    public async Task Somebody_without_a_name_is_called_by_his_address()
    {
        var (mail, text) = await WriteAsync(Notice with { Alias = null });

        Assert.Equal($"{Cast.Bob.Address} has a mail of 25 MB for you", mail.Subject);
        Assert.Contains($"as soon as you and {Cast.Bob.Address} are both online.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_a_store_node_may_keep_may_come_by_one()
    {
        var (_, text) = await WriteAsync(Notice with { MayBeStored = true });

        Assert.Contains("are both online, or by a store node that you both use. From:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promises_nothing_that_this_node_would_refuse()
    {
        var (_, text) = await WriteAsync(Notice with { MostBytes = 20_000_000 });

        Assert.Contains("Your ToxMail takes mails of at most 20 MB, so it will refuse this one", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_short_and_end_as_mail_does()
    {
        var written = new MemoryStream();
        await ExpectedMailWriter.WriteAsync(Notice, written, TestContext.Current.CancellationToken);
        var text = Encoding.ASCII.GetString(written.ToArray());

        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 100, line));
    }

    private static async Task<(MimeMessage Mail, string Text)> WriteAsync(ExpectedMailNotice notice)
    {
        var written = new MemoryStream();
        await ExpectedMailWriter.WriteAsync(notice, written, TestContext.Current.CancellationToken);
        written.Position = 0;
        var mail = await MimeMessage.LoadAsync(written, TestContext.Current.CancellationToken);
        return (mail, string.Join(' ', mail.TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
