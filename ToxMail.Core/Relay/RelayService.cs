using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>
/// Carries sealed mail for contacts and has own mail carried. All work passes one queue, so that keys and gossip are touched by one thread at a
/// time; a fault of the machine, such as a full disk, ends one piece of work and never the service.
/// </summary>
internal sealed partial class RelayService(
    WorkQueue queue,
    RelayConfiguration configuration,
    Keyring keys,
    KeyExchange exchange,
    GossipDriver gossip,
    ContactPolicies policies,
    MailDispatch dispatch,
    ReceiptArrival confirmations,
    ReceiptDispatch receipts,
    UnopenedMail unopened,
    EnvelopeReception reception,
    RelayRoom room,
    ContactRoll roll,
    ContactClocks clocks,
    IntroDispatch intros,
    IntroArrival letters,
    IntroPress press,
    RelayedInbox inbox,
    IEnvelopeStore store,
    Contacts contacts,
    ChangeFeed changes,
    TimeProvider time,
    ILogger<RelayService> logger) : BackgroundService, IRelayState
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private static readonly GossipUsage Nothing = new() { Envelopes = 0, Bytes = 0, OwnEnvelopes = 0, Tombstones = 0, Contacts = [] };

    private DateTimeOffset _nextRound;
    private bool _clockIsOff;

    /// <summary>A contact is to be greeted once more, for the relay has something else to say than the last HELLO did; null: all of them.</summary>
    internal event Action<PublicKey?>? GreetingDue;

    /// <summary>For our HELLO to a contact.</summary>
    internal async Task<RelayGreeting> GreetingForAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        // By the answer that came in time alone: the question may be reached a moment later, and then nobody would greet again.
        var greeting = await queue.AskAsync<RelayGreeting?>(() => gossip.GreetingFor(contact), null, cancellationToken);
        if (greeting is null)
        {
            queue.Post(_ => AskForGreeting(contact));
        }

        return greeting ?? default;
    }

    /// <summary>A contact has greeted.</summary>
    /// <param name="over">The node of ours that it is a contact of.</param>
    /// <param name="contact">Who.</param>
    /// <param name="hello">What it said of its relay.</param>
    /// <param name="clock">Its clock, in Unix seconds; envelopes are dated, so a clock that is far off must not date any.</param>
    /// <param name="hasMailKeys">KEYS are spoken with it: it is no mere member of a store node.</param>
    internal void Online(ToxNode over, PublicKey contact, NeighbourHello hello, long clock, bool hasMailKeys) => queue.Post(contact, async cancellationToken =>
    {
        if (clocks.Heard(contact, clock, isMember: !hasMailKeys))
        {
            _nextRound = time.GetUtcNow();
        }

        await roll.SettleAsync(contact, cancellationToken);
        if (gossip.GreetingFor(contact).Relay is not null)
        {
            await gossip.OnlineAsync(over, contact, hello, cancellationToken);
            if (hasMailKeys)
            {
                await exchange.MetAsync(contact, cancellationToken);
            }
        }
    });

    internal void Offline(ToxNode from, PublicKey contact) => queue.Post(contact, async cancellationToken =>
    {
        await gossip.OfflineAsync(from, contact, cancellationToken);
        if (!gossip.IsOnline(contact))
        {
            clocks.Gone(contact);
        }
    });

    /// <summary>Takes a frame of the relay; <paramref name="handled"/> is called once it is dealt with.</summary>
    internal void Received(PublicKey contact, Frame frame, Action handled) => queue.Post(contact, async cancellationToken =>
    {
        try
        {
            if (gossip.IsOnline(contact))
            {
                await HandleAsync(contact, frame, cancellationToken);
            }
        }
        finally
        {
            handled();
        }
    });

    /// <summary>Takes a file of envelopes; ends when they are here or never will be.</summary>
    internal Task OfferedAsync(IncomingTransfer transfer, CancellationToken cancellationToken) => reception.OfferedAsync(transfer, cancellationToken);

    public Task<GossipUsage> UsageAsync(CancellationToken cancellationToken) => queue.AskAsync(() => gossip.Ask(node => node.Usage(time.GetUtcNow())), Nothing, cancellationToken);

    public Task<IReadOnlyDictionary<PublicKey, MailKeysState>> KeysAsync(CancellationToken cancellationToken) =>
        queue.AskAsync(() => keys.States(time.GetUtcNow()), new Dictionary<PublicKey, MailKeysState>(), cancellationToken);

    public async Task<AddContactResult> AddCardAsync(ContactCard card, string? alias, string? message, CancellationToken cancellationToken)
    {
        AddContactResult? result = null;
        await queue.DoAsync(async stopping => result = await exchange.AddCardAsync(card, alias, message, stopping), cancellationToken);
        return result!;
    }

    public Task AcceptKeysAsync(PublicKey contact, CancellationToken cancellationToken) => queue.DoAsync(stopping => exchange.AcceptAsync(contact, stopping), cancellationToken);

    public Task KeepKeysAsync(PublicKey contact, CancellationToken cancellationToken) => queue.DoAsync(stopping => exchange.KeepAsync(contact, stopping), cancellationToken);

    public Task ChangeAsync(RelayOptions options, CancellationToken cancellationToken) => queue.DoAsync(
        async stopping =>
        {
            var before = policies.Options.Mode;
            policies.Options = options;
            await gossip.ChangeAsync(stopping);
            if (before != options.Mode)
            {
                await AskForGreeting(null);
            }
        },
        cancellationToken);

    public Task SettleAsync(PublicKey contact, RelayTerms terms, CancellationToken cancellationToken) => queue.DoAsync(
        async stopping =>
        {
            var isNewStore = terms.IsStore && policies.With(contact) is { IsStore: false };
            policies.Settle(contact, terms);
            await gossip.StepAsync((node, now) => node.Settle(new NeighbourState { Key = contact }.Under(terms), now), stopping);
            if (isNewStore)
            {
                // Until now it was not asked for what it has for us.
                await gossip.StepAsync((node, now) => node.Reread(contact, now), stopping);
                await AskForGreeting(contact);
            }
        },
        cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoadAsync(stoppingToken);
        await using var alarm = time.CreateTimer(_ => queue.Post(static _ => Task.CompletedTask), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        var following = FollowContactsAsync(stoppingToken);
        try
        {
            await queue.RunAsync(
                async stopping =>
                {
                    if (UntilDue() <= TimeSpan.Zero)
                    {
                        // Not left to the alarm, which every piece of work winds anew: a contact that keeps us busy would put it off for ever.
                        await queue.TryAsync(TickAsync, stopping);
                    }

                    foreach (var contact in gossip.TakeToGreet())
                    {
                        await AskForGreeting(contact);
                    }

                    alarm.Change(UntilDue() is var wait && wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
                },
                stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is durable as far as it was said to be.
        }

        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await press.EndAsync();
        await gossip.DisposeAsync();
    }

    private Task AskForGreeting(PublicKey? contact)
    {
        GreetingDue?.Invoke(contact);
        return Task.CompletedTask;
    }

    private async Task LoadAsync(CancellationToken stopping)
    {
        while (!await queue.TryAsync(LoadOnceAsync, stopping))
        {
            await Task.Delay(AfterFault, time, stopping);
        }
    }

    private async Task LoadOnceAsync(CancellationToken cancellationToken)
    {
        await store.PrepareAsync(cancellationToken);
        policies.Options = configuration.Current;
        if (await keys.LoadAsync(time.GetUtcNow(), cancellationToken) > 0)
        {
            LogUnreadable(logger);
        }

        await RestoreAsync(cancellationToken);
        foreach (var held in (await store.LogAsync(cancellationToken)).Where(held => held.From is not null && (held.IsIntro || keys.AuthorOf(held.Tag) is not null)))
        {
            unopened.Add(held.Id);
        }
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var contact in await contacts.ListAsync(cancellationToken))
        {
            policies.Settle(contact.PublicKey, contact.Relay);
        }

        await gossip.RestoreAsync(cancellationToken);
    }

    /// <summary>At once when the clock was set back: what is planned would else be put off until it has caught up.</summary>
    private TimeSpan UntilDue()
    {
        var now = time.GetUtcNow();
        var due = gossip.NextDue is { } next && next < _nextRound ? next : _nextRound;
        return IsSetBack(now) ? TimeSpan.Zero : due - now;
    }

    private bool IsSetBack(DateTimeOffset now) => _nextRound - now > LongestRound + LongestRound;

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (IsSetBack(now))
        {
            _nextRound = now;
            await RestoreAsync(cancellationToken);
        }

        var (mayForget, hasRoom) = (clocks.AgreeWithOurs, room.IsFor(WireFormat.MaxEnvelopes));
        await gossip.StepAsync((node, at) => node.Tick(at, mayForget, hasRoom), cancellationToken);
        if (gossip.HasTakenUp())
        {
            await AskForGreeting(null);
        }

        if (now >= _nextRound)
        {
            _nextRound = now + (policies.Pace < LongestRound ? policies.Pace : LongestRound);
            await RoundAsync(cancellationToken);
        }
    }

    /// <summary>Nothing is dated, and no key or envelope forgotten, while contacts' clocks say that ours is wrong, or nobody is there to ask.</summary>
    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        await queue.TryAsync(gossip.SaveAsync, cancellationToken);
        await unopened.OpenAsync(policies.Pace, cancellationToken);
        await queue.TryAsync(letters.DeliverAsync, cancellationToken);
        if (!clocks.AgreeWithOurs)
        {
            SayOnce(!clocks.AreUnknown);
            return;
        }

        SayOnce(false);
        await queue.TryAsync(AdvanceKeysAsync, cancellationToken);
        if (!policies.IsOff)
        {
            await queue.TryAsync(confirmations.RunAsync, cancellationToken);
            await queue.TryAsync(dispatch.RunAsync, cancellationToken);
            await queue.TryAsync(receipts.RunAsync, cancellationToken);
            await queue.TryAsync(intros.RunAsync, cancellationToken);
        }

        await queue.TryAsync(stopping => inbox.DropPartsAsync(time.GetUtcNow() - EnvelopeLife.Longest, stopping), cancellationToken);
    }

    private void SayOnce(bool clockIsOff)
    {
        if (clockIsOff && !_clockIsOff)
        {
            LogClock(logger);
        }

        _clockIsOff = clockIsOff;
    }

    /// <summary>With the days the tags change that are for us: what came before, while a clock was wrong, is looked through again.</summary>
    private async Task AdvanceKeysAsync(CancellationToken cancellationToken)
    {
        if (await keys.AdvanceAsync(time.GetUtcNow(), cancellationToken))
        {
            foreach (var id in gossip.Ask(static node => node.Recognise()))
            {
                unopened.Add(id);
            }
        }
    }

    private async Task HandleAsync(PublicKey contact, Frame frame, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case Frame.Offer offer:
                await gossip.StepAsync((node, now) => node.Offered(contact, offer.UpTo, offer.Offers, now), cancellationToken);
                break;
            case Frame.Want want:
                await gossip.StepAsync((node, now) => node.Wanted(contact, want.Ids, now), cancellationToken);
                break;
            case Frame.Release release:
                await gossip.StepAsync((node, now) => node.Released(contact, release.Tombstones, now), cancellationToken);
                break;
            case Frame.Keys body:
                await exchange.ReceivedAsync(contact, body.Body, cancellationToken);
                break;
        }
    }

    private async Task FollowContactsAsync(CancellationToken stopping)
    {
        using var subscription = changes.Subscribe();
        queue.Post(roll.KeepAsync);
        await foreach (var kinds in subscription.ReadAllAsync(stopping))
        {
            if (kinds.Contains(ChangeKind.Contacts))
            {
                queue.Post(roll.KeepAsync);
                await Task.Delay(LongestRound, time, stopping);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This computer's clock differs from those of most contacts by more than 12 hours: nothing is handed to relays until it is right")]
    private static partial void LogClock(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail keys shared with a contact could not be read: mail to it is not relayed until it is online and you accept its keys")]
    private static partial void LogUnreadable(ILogger logger);
}
