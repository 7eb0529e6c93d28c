using System.Text;
using MimeKit;
using ToxMail.Core.Messages;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class IntroductionWriterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sarah", "Sarah", "Meet Sarah")]
    [InlineData("Sára\r\nBcc: x@y 😀", "Sára Bcc: x@y 😀", "Meet Sára Bcc: x@y 😀")]
    [InlineData("", "", "Meet a contact of mine")]
    public async Task The_card_survives_the_way_in_header_text_and_attachment(string name, string shown, string subject)
    {
        using var owner = MailIdentity.Create();
        var card = MailCard.Of(owner, TemporaryStore.Id(5)).ToString();
        using var mail = new MemoryStream();

        var id = await IntroductionWriter.WriteAsync(TemporaryStore.Own, TemporaryStore.Key(2), name, card, DateTimeOffset.UnixEpoch, mail, Ct);

        mail.Position = 0;
        using var message = await MimeMessage.LoadAsync(mail, Ct);
        Assert.Equal((subject, id.Trim('<', '>')), (message.Subject, message.MessageId));
        Assert.Contains(card, message.TextBody, StringComparison.Ordinal);
        var attachment = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
        Assert.Equal(IntroductionWriter.CardType, attachment.ContentType.MimeType);
        using var content = new MemoryStream();
        await attachment.Content!.DecodeToAsync(content, Ct);
        Assert.Equal(card, Encoding.ASCII.GetString(content.ToArray()));

        mail.Position = 0;
        var block = (await HeaderBlockReader.ReadAsync(mail, HeaderBlockReader.DefaultLimit, Ct))!;
        var arrived = ArrivalHeaders.Rewrite(block.Header, new ArrivalContext { Sender = TemporaryStore.OwnKey, Own = TemporaryStore.Own, Now = DateTimeOffset.UnixEpoch, ReturnPath = "", Route = ArrivalRoute.Direct, QueueId = "1" });
        Assert.Equal((card, shown), (arrived.Card, arrived.CardName));
        Assert.DoesNotContain("X-ToxMail-", Encoding.UTF8.GetString(arrived.Header.Span), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_mail_without_a_card_introduces_nobody()
    {
        var header = "From: a@b\r\nX-ToxMail-Card-Name: x\r\n\r\n"u8.ToArray();

        var arrived = ArrivalHeaders.Rewrite(header, new ArrivalContext { Sender = TemporaryStore.OwnKey, Own = TemporaryStore.Own, Now = DateTimeOffset.UnixEpoch, ReturnPath = "", Route = ArrivalRoute.Direct, QueueId = "1" });

        Assert.Equal((null, ""), (arrived.Card, arrived.CardName));
    }
}
