using ToxMail.Core.Store;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>The HELLOs of one conversation (<c>docs/protocol.md</c> §1.1), and what the relay learns by them. Used by the conversation, one call at a time.</summary>
internal sealed class Greetings(ConversationServices services, PeerLink link)
{
    /// <summary>No HELLO in this time: a plain Tox client.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>So many may follow each other closely: contacts greet anew whenever what they say of the relay changes.</summary>
    private const int FreeGreetings = 8;

    private long _saidAt;
    private long _heardAt;
    private bool _saidRelay;
    private long _relayMetAt;
    private int _relayMeetings;

    /// <summary>The contact's last, null until it has said one.</summary>
    internal Frame.Hello? Heard { get; private set; }

    /// <summary>Ours was said so long ago that saying it again ends no loop but ours.</summary>
    internal bool MaySayAgain => services.Time.GetElapsedTime(_saidAt) > Patience;

    internal async Task SayAsync(CancellationToken cancellationToken)
    {
        _saidAt = services.Time.GetTimestamp();
        var greeting = await services.Relay.GreetingForAsync(link.Peer, cancellationToken);
        await link.SendAsync(new Frame.Hello(
            WireFormat.Version,
            WireFormat.Version,
            services.MailOptions.LargestArrival,
            services.Time.GetUtcNow().ToUnixTimeSeconds(),
            services.Program)
        {
            Capabilities = HelloCapabilities.PackedBundles,
            Relay = greeting.Relay,
            StoreInstances = greeting.StoreInstances,
        });
        if (greeting.Relay is not null && !_saidRelay)
        {
            _saidRelay = true;
            MeetRelay();
        }
    }

    internal void Hear(Frame.Hello hello)
    {
        // No mail of ours is larger, and a contact's "no limit" must not overflow where it is doubled.
        Heard = hello with { MaxMailBytes = Math.Min(hello.MaxMailBytes, MailOptions.Ceiling + MailOptions.HeaderGrowth) };
        _heardAt = services.Time.GetTimestamp();
        MeetRelay();
    }

    /// <summary>
    /// Not before our relay was spoken of in a HELLO, which may be late when the relay is busy, or was off: until then the contact takes none of its
    /// frames, and what is sent once in a session, such as an x, would be lost.
    /// </summary>
    private void MeetRelay()
    {
        if (_saidRelay && Heard is { Relay: { } relay } hello && IsRelayNews())
        {
            var clock = hello.Clock + (long)services.Time.GetElapsedTime(_heardAt).TotalSeconds;
            services.Relay.Online(link.Node, link.Peer, relay, clock, hasMailKeys: !link.IsMember);
        }
    }

    /// <summary>Each greeting shows the contact the relay's log anew, so after some it gets that once in a while only.</summary>
    private bool IsRelayNews()
    {
        if (++_relayMeetings > FreeGreetings && services.Time.GetElapsedTime(_relayMetAt) <= Patience)
        {
            return false;
        }

        _relayMetAt = services.Time.GetTimestamp();
        return true;
    }
}
