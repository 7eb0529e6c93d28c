using MimeKit;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Tests.Support.OddMails;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class OddMailTests
{
    private static readonly Dictionary<string, OddMail> Mails = OddMailbag.Create().ToDictionary(mail => mail.Name);

    public static TheoryData<string> All => [.. Mails.Keys];

    public static TheoryData<string> Acceptable => [.. Mails.Values.Where(mail => mail.Refusal is null).Select(mail => mail.Name)];

    [Fact]
    public void There_are_more_than_200_and_always_the_same()
    {
        var again = OddMailbag.Create();

        Assert.True(Mails.Values.Count(mail => mail.Refusal is null) >= 200, $"{Mails.Count} mails");
        Assert.All(again, mail => Assert.Equal(Mails[mail.Name].Raw, mail.Raw));
    }

    [Theory, MemberData(nameof(All))]
    public void Only_marked_mails_have_bare_line_ends(string name)
    {
        var raw = Mails[name].Raw.AsSpan();
        var bare = false;
        for (var i = 0; i < raw.Length; i++)
        {
            bare |= raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r');
            bare |= raw[i] == '\r' && (i + 1 == raw.Length || raw[i + 1] != '\n');
        }

        Assert.Equal(Mails[name].Refusal == OddMailRefusal.BareLineEnd, bare);
    }

    [Theory, MemberData(nameof(All))]
    public void Is_refused_by_its_headers_only_when_marked_so(string name)
    {
        var mail = Mails[name];
        var reader = new HeaderBlockReader();
        _ = reader.Append(mail.Raw);
        reader.Complete();

        Assert.Equal(mail.Refusal == OddMailRefusal.HeadersTooLarge, reader.State == HeaderBlockState.TooLarge);
        Assert.Equal(
            mail.Refusal == OddMailRefusal.FromNotOwn,
            SubmissionHeaders.Rewrite(reader.Header, Cast.Submission) is SubmissionResult.Refused);
    }

    [Theory, MemberData(nameof(Acceptable))]
    public void Keeps_every_body_octet(string name)
    {
        var (_, body) = Cast.Split(Mails[name].Raw);
        var sent = Cast.Submit(Mails[name].Raw);
        var received = Cast.Receive(sent);

        Assert.Equal(body, Cast.Split(sent).Body);
        Assert.Equal(body, Cast.Split(received).Body);
    }

    [Theory, MemberData(nameof(Acceptable))]
    public void Is_rewritten_once_for_all(string name)
    {
        var sent = Cast.Submit(Mails[name].Raw);

        Assert.Equal(sent, Cast.Submit(sent));
    }

    [Theory, MemberData(nameof(Acceptable))]
    public void Says_the_sender_and_no_alias_to_a_mime_parser(string name)
    {
        var sent = Parse(Cast.Submit(Mails[name].Raw));

        // MimeKit finds no address at all in this one, other programs do.
        Assert.Equal(name == "from-encoded-name-with-specials", !sent.From.Mailboxes.Any());
        Assert.All(sent.From.Mailboxes, mailbox => Assert.Equal(Cast.Alice.Address.ToString(), mailbox.Address, ignoreCase: true));
        Assert.DoesNotContain(Addresses(sent), IsKnownAlias);
        Assert.Empty(sent.Bcc);
        Assert.DoesNotContain(sent.Headers, header => header.Field.Trim().EndsWith("bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Acceptable))]
    public void Arrives_from_its_sender(string name)
    {
        var received = Parse(Cast.Receive(Cast.Submit(Mails[name].Raw)));

        Assert.All(received.From.Mailboxes, mailbox => Assert.Equal(Cast.Alice.Address.ToString(), mailbox.Address, ignoreCase: true));
        Assert.NotEmpty(received.From.Mailboxes);
        Assert.Equal($"<{Cast.Alice.Address}>", received.Headers[HeaderId.ReturnPath]);
        Assert.Single(received.Headers, header => header.Id == HeaderId.AuthenticationResults);
        Assert.Contains("with Tox", received.Headers[HeaderId.Received], StringComparison.Ordinal);
    }

    // MimeKit wants the last header line to be whole.
    private static MimeMessage Parse(byte[] mail) =>
        MimeMessage.Load(new MemoryStream([.. mail, .. "\r\n\r\n"u8]), TestContext.Current.CancellationToken);

    private static IEnumerable<MailboxAddress> Addresses(MimeMessage message) =>
        [.. message.From.Mailboxes, .. message.To.Mailboxes, .. message.Cc.Mailboxes, .. message.ReplyTo.Mailboxes, .. message.ResentTo.Mailboxes];

    private static bool IsKnownAlias(MailboxAddress mailbox) =>
        MailAddress.TryParse(mailbox.Address, out var address)
        && Recipient.Of(address) is Recipient.ByAlias { Name: var alias }
        && (string.Equals(alias, "me", StringComparison.OrdinalIgnoreCase) || string.Equals(alias, "bob", StringComparison.OrdinalIgnoreCase));
}
