using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Guarded receipts over real links: Alice and Sarah are never online together until the end, and two relays do what the test says.</summary>
[Long]
public sealed class GuardedReceiptLinkTests
{
    private static readonly RelayOptions Quick = new()
    {
        InjectAfter = TimeSpan.Zero,
        Tick = TimeSpan.FromMilliseconds(500),
        MaxWantDelay = TimeSpan.FromMilliseconds(200),
        ReceiptGrid = TimeSpan.FromSeconds(1),
        ReceiptPolicy = ReceiptPolicy.Guarded,
    };

    /// <summary>Several places on the grid of receipts.</summary>
    private static readonly TimeSpan Some = TimeSpan.FromSeconds(4);

    private readonly string _aliceFolder = Directory.CreateTempSubdirectory("toxmail-alice-").FullName;
    private readonly string _sarahFolder = Directory.CreateTempSubdirectory("toxmail-sarah-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_over_relays_once_two_had_the_mail_and_else_waits_for_the_live_link()
    {
        await using var hub = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        var bootstrap = hub.AsBootstrapNode();
        await using var one = new LyingRelay(bootstrap);
        await using var two = new LyingRelay(bootstrap);
        var alice = await StartAsync(bootstrap, _aliceFolder);
        var sarah = await StartAsync(bootstrap, _sarahFolder);
        await ConnectAsync(alice, sarah, one, two);
        await MeetAsync(alice, one, two);
        var to = sarah.Own.PublicKey;
        await sarah.StopAsync();

        var mails = await HandOverTwoAsync(alice, to, one, two);
        await alice.StopAsync();

        // By one relay alone: the mail arrives, and nothing tells so.
        one.Answer = two.Answer = id => one.Held.TryGetValue(id, out var held) ? held.Bytes : null;
        two.Takes = false;
        sarah = await StartMeetingAsync(bootstrap, _sarahFolder, one, two);
        await one.OfferAsync(to, mails);
        await NodePair.UntilAsync(async () => (await sarah.Store.Inbox.SnapshotAsync(Ct)).Count == 2);
        await Task.Delay(Some, TimeProvider.System, Ct);
        Assert.Empty(one.Offered.Keys.Concat(two.Offered.Keys).Except(mails.Select(static mail => mail.Id)));
        Assert.Empty(one.Released);

        // She is restarted. The other relay had one of the two as well: its receipt leaves, and its x.
        await sarah.StopAsync();
        sarah = await StartMeetingAsync(bootstrap, _sarahFolder, one, two);
        await two.OfferAsync(to, mails[0]);
        await NodePair.UntilAsync(() => Task.FromResult(one.Held.Count == 3 && one.Released.Count == 1));
        Assert.Equal(2, (await sarah.Store.Inbox.SnapshotAsync(Ct)).Count);
        await sarah.StopAsync();
        var receipt = one.Held.Values.Single(held => !mails.Contains(held.Offer)).Offer;

        // By one relay alone: Alice sees that the mail arrived, and calls nothing back.
        one.Released.Clear();
        two.Released.Clear();
        alice = await StartMeetingAsync(bootstrap, _aliceFolder, one, two);
        await one.OfferAsync(alice.Own.PublicKey, receipt);
        await NodePair.UntilAsync(async () => await CountAsync(alice, DeliveryState.Delivered) == 1);
        Assert.Equal(1, await CountAsync(alice, DeliveryState.Relayed));
        await Task.Delay(Some, TimeProvider.System, Ct);
        Assert.Empty(one.Released.Keys.Concat(two.Released.Keys));

        // Over a live link both are handed over as if nothing had been heard, and called back.
        sarah = await StartAsync(bootstrap, _sarahFolder);
        await NodePair.UntilAsync(async () => await CountAsync(alice, DeliveryState.Delivered) == 2);
        Assert.Equal([MailVia.Direct, MailVia.Relay], (await alice.Store.Outbox.ListAsync(null, 0, 10, Ct)).Entries.Select(static entry => entry.Via!.Value).Order());
        Assert.Equal(2, (await sarah.Store.Inbox.SnapshotAsync(Ct)).Count);

        // The receipt's own x leaves as a mail's does: not for what one relay had alone, nor because its author is there.
        await NodePair.UntilAsync(() => Task.FromResult(mails.All(mail => IsDeleted(mail, one, two))));
        await Task.Delay(Some, TimeProvider.System, Ct);
        Assert.False(IsDeleted(receipt, one, two));
        await two.OfferAsync(alice.Own.PublicKey, receipt);
        await NodePair.UntilAsync(() => Task.FromResult(IsDeleted(receipt, one, two)));
        await EndAsync(alice, _aliceFolder);
        await EndAsync(sarah, _sarahFolder);
    }

    /// <summary>Makes them contacts of each other and of the relays, and waits until they can seal mail.</summary>
    private static async Task ConnectAsync(InProcessNode alice, InProcessNode sarah, params LyingRelay[] relays)
    {
        await alice.Store.Contacts.AddAsync(new Recipient.ById(sarah.Own.Id), "sarah", null, Ct);
        await sarah.Store.Contacts.AddAsync(new Recipient.ById(alice.Own.Id), "alice", null, Ct);
        foreach (var relay in relays)
        {
            await alice.Store.Contacts.AddAsync(new Recipient.ById(relay.Tox.Id), null, null, Ct);
            await sarah.Store.Contacts.AddAsync(new Recipient.ById(relay.Tox.Id), null, null, Ct);
        }

        await NodePair.UntilAsync(async () => await AgreedAsync(alice, sarah) && await AgreedAsync(sarah, alice));
    }

    /// <summary>Two mails, and both relays take them.</summary>
    private static async Task<EnvelopeOffer[]> HandOverTwoAsync(InProcessNode from, PublicKey to, LyingRelay one, LyingRelay two)
    {
        await from.QueueAsync(Encoding.ASCII.GetBytes("Subject: one\r\n\r\n1\r\n"), to, Ct);
        await from.QueueAsync(Encoding.ASCII.GetBytes("Subject: two\r\n\r\n2\r\n"), to, Ct);
        await NodePair.UntilAsync(() => Task.FromResult(one.Held.Count == 2 && two.Held.Count == 2));
        return [.. one.Held.Values.Select(static held => held.Offer)];
    }

    private static async Task EndAsync(InProcessNode node, string folder)
    {
        await node.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One of the relays was told its x; the first has its bytes.</summary>
    private static bool IsDeleted(EnvelopeOffer envelope, LyingRelay one, LyingRelay two) => Envelope.TryReadHeader(one.Held[envelope.Id].Bytes, out var header)
        && one.Released.Keys.Concat(two.Released.Keys).Any(release => release.Commitment() == header.Commitment);

    private static Task<InProcessNode> StartAsync(BootstrapNode bootstrap, string folder) =>
        InProcessNode.StartAsync(InProcessNode.Options(1, bootstrap), relay: Quick, folder: folder);

    private static async Task<InProcessNode> StartMeetingAsync(BootstrapNode bootstrap, string folder, LyingRelay one, LyingRelay two)
    {
        var node = await StartAsync(bootstrap, folder);
        await MeetAsync(node, one, two);
        return node;
    }

    private static async Task<int> CountAsync(InProcessNode node, DeliveryState state) => (await node.Store.Outbox.ListAsync(state, 0, 10, Ct)).Entries.Count;

    private static async Task<bool> AgreedAsync(InProcessNode one, InProcessNode other) =>
        (await one.Relay.KeysAsync(Ct)).GetValueOrDefault(other.Own.PublicKey) == MailKeysState.Agreed;

    /// <summary>Waits until the node and these relays have greeted each other.</summary>
    private static Task MeetAsync(InProcessNode node, params LyingRelay[] relays) => NodePair.UntilAsync(async () =>
    {
        var known = (await node.Store.Contacts.ListAsync(Ct)).Where(static contact => contact is { Connection: not LinkKind.None, IsToxMail: true }).Select(static contact => contact.PublicKey).ToList();
        return relays.All(relay => relay.Greeted.ContainsKey(node.Own.PublicKey) && known.Contains(relay.Key));
    });
}
