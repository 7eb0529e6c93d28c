using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Web;

/// <summary>Puts mail into a node's store as the mail servers and the delivery do.</summary>
internal sealed class MailSamples(WebNode node)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A mail to somebody who was asked and has not accepted; its number in the outbox.</summary>
    public async Task<long> QueueAsync(byte number, string subject)
    {
        await node.Contacts.AddAsync(new Recipient.ById(TemporaryStore.Id(number)), null, null, Ct);
        await node.Store.Outbox.AddAsync(
            new NewMail
            {
                Blob = await BlobAsync("Subject: x\r\n\r\n"u8.ToArray()),
                MessageId = $"<{number}@test>",
                Subject = subject,
                ReturnPath = "me@tox.alt",
                Recipients = [new NewRecipient { Address = $"{TemporaryStore.Key(number)}@tox.alt", PublicKey = TemporaryStore.Key(number), State = DeliveryState.AwaitingContact }],
            },
            Ct);
        return (await node.Store.Outbox.ListAsync(null, 0, 1, Ct)).Entries[0].Id;
    }

    /// <summary>A mail from a contact.</summary>
    public async Task ReceiveAsync(byte[] bytes, string subject) => await node.Store.Inbox.AddAsync(
        [
            new NewInboxMail
            {
                Blob = await BlobAsync(bytes),
                From = "x",
                Subject = subject,
                Via = MailVia.Direct,
                SenderKey = TemporaryStore.Key(93),
                Digest = new byte[32],
            },
        ],
        Ct);

    private async Task<SealedBlob> BlobAsync(byte[] bytes)
    {
        await using var writer = node.Store.Blobs.Create();
        await writer.WriteAsync(bytes, Ct);
        return await writer.CommitAsync(Ct);
    }
}
