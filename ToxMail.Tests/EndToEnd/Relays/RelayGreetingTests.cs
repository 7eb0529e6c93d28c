using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A contact that greets once takes nothing of the relay before it has heard of ours, as other nodes do. Nothing is said to it before, and it is heard from then on.</summary>
public sealed class RelayGreetingTests
{
    private static readonly RelayOptions Quick = new() { Tick = TimeSpan.FromMilliseconds(500), MaxWantDelay = TimeSpan.FromMilliseconds(200) };

    /// <summary>Longer than a HELLO waits for the relay to say what is to stand in it.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_relay_has_to_say_waits_for_a_HELLO_that_was_late_because_the_relay_was_busy()
    {
        await using var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick);
        await using var contact = new LyingRelay(node.AsBootstrapNode());
        var isBusy = true;
        while (isBusy)
        {
            // Until the contact has come, been greeted without a word of the relay, and greeted.
            node.RelayWork.Post(async stopping =>
            {
                await Task.Delay(Busy, TimeProvider.System, stopping);
                isBusy = contact.Greetings == 0;
            });
            if (await node.Store.Contacts.FindAsync(contact.Key, Ct) is null)
            {
                await node.Store.Contacts.AddAsync(new Recipient.ById(contact.Tox.Id), "bob", null, Ct);
            }

            await node.RelayWork.DoAsync(static _ => Task.CompletedTask, Ct);
        }

        await NodePair.UntilAsync(() => Task.FromResult(contact.Greeted.GetValueOrDefault(node.Own.PublicKey) is not null && contact.Frames.Any(static frame => frame is Frame.Keys)));

        Frame[] frames = [.. contact.Frames];
        Assert.IsType<Frame.Hello>(frames[0]);
        Assert.Null(((Frame.Hello)frames[0]).Relay);
        Assert.All(frames.TakeWhile(static frame => frame is not Frame.Hello { Relay: not null }), static frame => Assert.IsType<Frame.Hello>(frame));
    }

    [Fact]
    public async Task A_contact_that_came_while_the_relay_was_off_is_asked_for_what_it_offers_once_it_is_on()
    {
        await using var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick with { Mode = RelayMode.Off });
        await using var contact = new LyingRelay(node.AsBootstrapNode());
        await node.Store.Contacts.AddAsync(new Recipient.ById(contact.Tox.Id), "bob", null, Ct);
        await NodePair.UntilAsync(async () => await node.Store.Contacts.FindAsync(contact.Key, Ct) is { IsToxMail: true } && contact.Greetings > 0);
        Assert.Null(contact.Greeted[node.Own.PublicKey]);

        await node.Relay.ChangeAsync(Quick, Ct);
        await NodePair.UntilAsync(() => Task.FromResult(contact.Greeted[node.Own.PublicKey] is not null));
        var junk = JunkEnvelope.Make(new Random(7));
        await contact.OfferAsync(node.Own.PublicKey, junk.Offer);

        await NodePair.UntilAsync(() => Task.FromResult(contact.Wanted.Contains(junk.Offer.Id)));
    }
}
