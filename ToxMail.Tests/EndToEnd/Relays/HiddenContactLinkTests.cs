using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Bob hides that he is in contact with Sarah. Contacts with changed programs try to find it out over real links.</summary>
public sealed class HiddenContactLinkTests
{
    private static readonly RelayOptions Quick = new()
    {
        Tick = TimeSpan.FromMilliseconds(500),
        MaxWantDelay = TimeSpan.FromMilliseconds(200),
    };

    /// <summary>Ticks and waits in which it would show.</summary>
    private static readonly TimeSpan Some = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_nobody_what_came_from_the_hidden_contact_alone_and_it_nothing_that_came_from_one_alone()
    {
        await using var bob = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick);
        var hub = bob.AsBootstrapNode();
        await using var alice = new LyingRelay(hub);
        await using var sarah = new LyingRelay(hub);
        await using var dave = new LyingRelay(hub);
        await using var erin = new LyingRelay(hub);
        await MeetAsync(bob, ("alice", alice), ("sarah", sarah), ("dave", dave), ("erin", erin));
        await bob.Store.Contacts.SettleAsync(sarah.Key, static terms => terms with { IsHidden = true }, Ct);
        await bob.Relay.SettleAsync(sarah.Key, new RelayTerms { IsHidden = true }, Ct);
        LyingRelay[] others = [alice, dave, erin];

        // What Sarah alone hands over: nobody is shown it, gets it, or is told that it is deleted.
        var (secret, deleted) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await HandOverAsync(sarah, bob, secret, deleted);
        await HoldsAsync(bob, 2);
        await sarah.SendAsync(bob.Own.PublicKey, new Frame.Release([deleted.Release]));
        await HoldsAsync(bob, 1);
        await alice.SendAsync(bob.Own.PublicKey, new Frame.Want([secret.Offer.Id, deleted.Offer.Id]));
        await Task.Delay(Some, TimeProvider.System, Ct);
        Assert.All(others, static other => Assert.Empty(other.Offered));
        Assert.All(others, static other => Assert.Empty(other.Held));
        Assert.All(others, static other => Assert.Empty(other.Released));

        // Alice, who may have it from Sarah herself, offers it: Bob asks as if he had never seen it.
        await HandOverAsync(alice, bob, secret);
        await NodePair.UntilAsync(() => Task.FromResult(alice.Wanted.Contains(secret.Offer.Id)));

        // The reverse: Sarah is not shown what Alice alone has offered; everybody else is.
        var lone = JunkEnvelope.Make(_random);
        await HandOverAsync(alice, bob, lone);
        await NodePair.UntilAsync(() => Task.FromResult(dave.Offered.ContainsKey(lone.Offer.Id) && erin.Offered.ContainsKey(lone.Offer.Id)));
        await sarah.SendAsync(bob.Own.PublicKey, new Frame.Want([lone.Offer.Id]));
        await Task.Delay(Some, TimeProvider.System, Ct);
        Assert.Empty(sarah.Offered);
        Assert.Empty(sarah.Held);
        Assert.DoesNotContain(secret.Offer.Id, dave.Offered.Keys);

        // What two others have offered crosses the hidden edge, both ways.
        var mail = JunkEnvelope.Make(_random);
        await HandOverAsync(alice, bob, mail);
        await HandOverAsync(dave, bob, mail, secret);
        await NodePair.UntilAsync(() => Task.FromResult(sarah.Held.ContainsKey(mail.Offer.Id) && erin.Held.ContainsKey(secret.Offer.Id)));
        Assert.DoesNotContain(lone.Offer.Id, sarah.Offered.Keys);
        Assert.DoesNotContain(deleted.Offer.Id, others.SelectMany(static other => other.Offered.Keys));
    }

    /// <summary>Makes them contacts and waits until both sides have greeted.</summary>
    private static async Task MeetAsync(InProcessNode bob, params (string Name, LyingRelay Relay)[] contacts)
    {
        foreach (var (name, relay) in contacts)
        {
            await bob.Store.Contacts.AddAsync(new Recipient.ById(relay.Tox.Id), name, null, Ct);
        }

        await NodePair.UntilAsync(async () => contacts.All(contact => contact.Relay.Greeted.ContainsKey(bob.Own.PublicKey))
            && (await bob.Store.Contacts.ListAsync(Ct)).All(static contact => contact is { Connection: not LinkKind.None, IsToxMail: true }));
    }

    private static async Task HandOverAsync(LyingRelay from, InProcessNode to, params JunkEnvelope[] envelopes)
    {
        var before = from.Answer;
        from.Answer = id => Array.Find(envelopes, envelope => envelope.Offer.Id == id)?.Bytes ?? before(id);
        await from.OfferAsync(to.Own.PublicKey, [.. envelopes.Select(static envelope => envelope.Offer)]);
    }

    private static Task HoldsAsync(InProcessNode bob, int envelopes) =>
        NodePair.UntilAsync(async () => (await bob.Relay.UsageAsync(Ct)).Envelopes == envelopes);
}
