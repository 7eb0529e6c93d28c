using ToxMail.Core.Relay;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A contact hands over faster than what it sends is stored.</summary>
public sealed class ManyFilesTests
{
    private static readonly RelayOptions Quick = new() { MaxWantDelay = TimeSpan.FromMilliseconds(200) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>With the shipped ticks, what is refused would be asked for again after an hour.</summary>
    [Fact]
    public async Task Files_that_come_before_the_last_ones_are_stored_wait_for_their_turn()
    {
        await using var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick);
        await using var contact = new LyingRelay(node.AsBootstrapNode());
        await node.Store.Contacts.AddAsync(new Recipient.ById(contact.Tox.Id), "contact", null, Ct);
        await NodePair.UntilAsync(async () => contact.Greeted.ContainsKey(node.Own.PublicKey)
            && (await node.Store.Contacts.ListAsync(Ct)).All(static known => known is { Connection: not LinkKind.None, IsToxMail: true }));
        var random = new Random(5);
        JunkEnvelope[] envelopes = [.. Enumerable.Range(0, 4).Select(_ => JunkEnvelope.Make(random, EnvelopeClass.Large))];
        await contact.OfferAsync(node.Own.PublicKey, [.. envelopes.Select(static envelope => envelope.Offer)]);
        await NodePair.UntilAsync(() => Task.FromResult(contact.Wanted.Count == envelopes.Length));

        await Task.WhenAll(envelopes.Select(envelope => contact.SendFileAsync(node.Own.PublicKey, envelope.Bytes)));

        await NodePair.UntilAsync(async () => (await node.Relay.UsageAsync(Ct)).Envelopes == envelopes.Length);
        await NodePair.UntilAsync(() => Task.FromResult(node.RelayFiles.Contacts == 0));
    }
}
