using System.Security.Cryptography;
using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A relay that drops, alters, repeats and invents, between two people who are never online together: the mail arrives once and unread, or not through it.</summary>
public sealed class LyingRelayTests
{
    private static readonly RelayOptions Quick = new()
    {
        InjectAfter = TimeSpan.Zero,
        Tick = TimeSpan.FromSeconds(1),
        MaxWantDelay = TimeSpan.FromMilliseconds(200),
        ReceiptGrid = TimeSpan.FromSeconds(2),
        ReceiptPolicy = ReceiptPolicy.Prompt,
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Can_neither_read_nor_alter_nor_double_a_mail()
    {
        await using var hub = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        var bootstrap = hub.AsBootstrapNode();
        await using var liar = new LyingRelay(bootstrap);
        var aliceFolder = Directory.CreateTempSubdirectory("toxmail-alice-").FullName;
        var sarahFolder = Directory.CreateTempSubdirectory("toxmail-sarah-").FullName;
        var sarah = await InProcessNode.StartAsync(InProcessNode.Options(1, bootstrap), relay: Quick, folder: sarahFolder);
        var alice = await InProcessNode.StartAsync(InProcessNode.Options(1, bootstrap), relay: Quick, folder: aliceFolder);
        await alice.Store.Contacts.AddAsync(new Recipient.ById(sarah.Own.Id), "sarah", null, Ct);
        await sarah.Store.Contacts.AddAsync(new Recipient.ById(alice.Own.Id), "alice", null, Ct);
        await alice.Store.Contacts.AddAsync(new Recipient.ById(liar.Tox.Id), "liar", null, Ct);
        await sarah.Store.Contacts.AddAsync(new Recipient.ById(liar.Tox.Id), "liar", null, Ct);
        await NodePair.UntilAsync(async () => await AgreedAsync(alice, sarah) && await AgreedAsync(sarah, alice) && await SeesAsync(alice, liar) && await SeesAsync(sarah, liar));
        var (author, to) = (alice.Own.PublicKey, sarah.Own.PublicKey);
        await sarah.StopAsync();

        await alice.QueueAsync(Encoding.ASCII.GetBytes("Subject: sealed\r\n\r\nThe secret is 4711.\r\n"), to, Ct);
        await NodePair.UntilAsync(() => Task.FromResult(!liar.Held.IsEmpty));
        await alice.StopAsync();
        var (offer, genuine) = Assert.Single(liar.Held.Values);
        Assert.Equal(-1, genuine.AsSpan().IndexOf("secret"u8));
        Assert.Equal(-1, genuine.AsSpan().IndexOf(author.ToArray()));
        Assert.Equal(-1, genuine.AsSpan().IndexOf(to.ToArray()));

        var forged = Forged(genuine);
        liar.Answer = id => id == offer.Id ? forged : null;
        sarah = await InProcessNode.StartAsync(InProcessNode.Options(1, bootstrap), relay: Quick, folder: sarahFolder);
        await NodePair.UntilAsync(() => SeesAsync(sarah, liar));

        // Without being asked; altered, for an honest offer; with the right tag, under its own id; and x values out of the air.
        await liar.SendFileAsync(to, genuine);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Ct);
        await liar.OfferAsync(to, offer with { Hops = 200 });
        await liar.SendAsync(to, new Frame.Release([new Tombstone(RandomNumberGenerator.GetBytes(32)), new Tombstone(genuine.AsSpan(32))]));
        await liar.SendAsync(to, new Frame.Keys(RandomNumberGenerator.GetBytes(700)));
        Assert.True(Envelope.TryReadHeader(forged, out var forgedHeader));
        await NodePair.UntilAsync(() => Task.FromResult(liar.Wanted.Contains(offer.Id)));
        liar.Answer = id => id == forgedHeader.Id ? forged : genuine;
        await liar.OfferAsync(to, offer with { Id = forgedHeader.Id });
        await NodePair.UntilAsync(() => Task.FromResult(liar.Wanted.Contains(forgedHeader.Id)));
        Assert.Empty(await sarah.Store.Inbox.SnapshotAsync(Ct));

        // At last it does what it should, more often than it should.
        await NodePair.UntilAsync(
            async () =>
            {
                await liar.OfferAsync(to, offer, offer, offer with { Expiry = (ushort)(offer.Expiry + 1) });
                return (await sarah.Store.Inbox.SnapshotAsync(Ct)).Count > 0;
            },
            120);
        await liar.SendFileAsync(to, [.. genuine, .. genuine]);
        await liar.OfferAsync(to, offer);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Ct);
        var mail = Assert.Single((await sarah.Store.Inbox.ListAsync(0, 10, Ct)).Entries);
        Assert.Equal(("sealed", MailVia.Relay, author), (mail.Subject, mail.Via, mail.SenderKey!.Value));
        await sarah.StopAsync();
        Directory.Delete(aliceFolder, recursive: true);
        Directory.Delete(sarahFolder, recursive: true);
    }

    private static byte[] Forged(byte[] genuine)
    {
        byte[] forged = [.. genuine];
        forged[2000] ^= 1;
        return forged;
    }

    private static async Task<bool> AgreedAsync(InProcessNode one, InProcessNode other) =>
        (await one.Relay.KeysAsync(Ct)).GetValueOrDefault(other.Own.PublicKey) == MailKeysState.Agreed;

    private static async Task<bool> SeesAsync(InProcessNode one, LyingRelay liar) =>
        await one.Store.Contacts.FindAsync(liar.Tox.Id.PublicKey, Ct) is { Connection: not LinkKind.None, IsToxMail: true };
}
