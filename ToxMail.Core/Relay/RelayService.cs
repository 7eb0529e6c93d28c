using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;
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
    GossipDriver gossip,
    ContactPolicies policies,
    MailDispatch dispatch,
    ReceiptDispatch receipts,
    MailArrival arrival,
    IRelayedMail mails,
    RelayedInbox inbox,
    IEnvelopeStore store,
    Violations violations,
    Contacts contacts,
    ChangeFeed changes,
    TimeProvider time,
    ILogger<RelayService> logger) : BackgroundService, IRelayState
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortestRound = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <summary>A transfer that stands still for this long is given up; what it brought is asked for again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    /// <summary>Seconds; a contact may claim any clock.</summary>
    private const long FarOff = 1_000_000_000;

    /// <summary>Files of one contact taken at once; a polite one sends them one by one.</summary>
    private const int MaxFiles = 2;

    private static readonly GossipUsage Nothing = new() { Envelopes = 0, Bytes = 0, OwnEnvelopes = 0, Tombstones = 0, Contacts = [] };

    private readonly ConcurrentDictionary<PublicKey, int> _files = new();
    private readonly Dictionary<EnvelopeId, EnvelopeTag> _unopened = [];
    private readonly Dictionary<PublicKey, TimeSpan> _clocks = [];
    private DateTimeOffset _nextRound;
    private bool _clockIsOff;

    /// <summary>A contact's log is read anew: it has to be greeted once more.</summary>
    internal event Action<PublicKey>? Rereading;

    /// <summary>For our HELLO to a contact.</summary>
    internal Task<RelayGreeting> GreetingForAsync(PublicKey contact, CancellationToken cancellationToken) => queue.AskAsync(() => gossip.GreetingFor(contact), default, cancellationToken);

    /// <summary>A contact has greeted.</summary>
    /// <param name="over">The node of ours that it is a contact of.</param>
    /// <param name="contact">Who.</param>
    /// <param name="hello">What it said of its relay.</param>
    /// <param name="clock">Its clock, in Unix seconds; envelopes are dated, so a clock that is far off must not date any.</param>
    internal void Online(ToxNode over, PublicKey contact, NeighbourHello hello, long clock) => queue.Post(async cancellationToken =>
    {
        _clocks[contact] = TimeSpan.FromSeconds(Math.Clamp(clock - time.GetUtcNow().ToUnixTimeSeconds(), -FarOff, FarOff));
        if (gossip.GreetingFor(contact).Relay is not null)
        {
            await gossip.OnlineAsync(over, contact, hello, cancellationToken);
            Send(contact, keys.Greet(contact, time.GetUtcNow()));
        }
    });

    internal void Offline(ToxNode from, PublicKey contact) => queue.Post(cancellationToken => gossip.OfflineAsync(from, contact, cancellationToken));

    /// <summary>Takes a frame of the relay; <paramref name="handled"/> is called once it is dealt with.</summary>
    internal void Received(PublicKey contact, Frame frame, Action handled) => queue.Post(async cancellationToken =>
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
    internal async Task OfferedAsync(IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        try
        {
            if (_files.AddOrUpdate(transfer.Sender, 1, static (_, count) => count + 1) > MaxFiles || transfer.Size is 0 or > WireFormat.MaxEnvelopes || !mails.HasRoomFor((long)transfer.Size))
            {
                await transfer.CancelAsync();
                return;
            }

            var file = new MemoryStream((int)transfer.Size);
            await transfer.AcceptAsync(file, 0);
            if (await transfer.EndAsync(Idle, time) == TransferEnd.Finished)
            {
                await queue.DoAsync(stopping => TakeAsync(transfer.Sender, file.ToArray(), stopping), cancellationToken);
            }
        }
        finally
        {
            _files.AddOrUpdate(transfer.Sender, 0, static (_, count) => count - 1);
        }
    }

    public Task<GossipUsage> UsageAsync(CancellationToken cancellationToken) => queue.AskAsync(() => gossip.Ask(node => node.Usage(time.GetUtcNow())), Nothing, cancellationToken);

    public Task<IReadOnlyDictionary<PublicKey, MailKeysState>> KeysAsync(CancellationToken cancellationToken) =>
        queue.AskAsync(() => keys.States(time.GetUtcNow()), new Dictionary<PublicKey, MailKeysState>(), cancellationToken);

    public Task AcceptKeysAsync(PublicKey contact, CancellationToken cancellationToken) => queue.DoAsync(
        async stopping =>
        {
            await keys.AcceptNewKeysAsync(contact, time.GetUtcNow(), stopping);
            Send(contact, keys.Greet(contact, time.GetUtcNow()));
        },
        cancellationToken);

    public Task ChangeAsync(RelayOptions options, CancellationToken cancellationToken) => queue.DoAsync(
        stopping =>
        {
            policies.Options = options;
            return gossip.StepAsync((node, now) => node.Change(options, now), stopping);
        },
        cancellationToken);

    public Task SettleAsync(PublicKey contact, RelayTerms terms, CancellationToken cancellationToken) => queue.DoAsync(
        async stopping =>
        {
            var isNewStore = terms.IsStore && policies.With(contact) is { IsStore: false };
            await SettleAsync([(contact, terms)], stopping);
            if (isNewStore)
            {
                // Until now it was not asked for what it has for us.
                await gossip.StepAsync((node, now) => node.Reread(contact, now), stopping);
                Rereading?.Invoke(contact);
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

                    alarm.Change(UntilDue() is var wait && wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
                },
                stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is durable as far as it was said to be.
        }

        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await gossip.DisposeAsync();
    }

    private Task SettleAsync(IEnumerable<(PublicKey Contact, RelayTerms Terms)> settled, CancellationToken cancellationToken) => gossip.StepAsync(
        (node, now) =>
        {
            foreach (var (contact, terms) in settled)
            {
                policies.Settle(contact, terms);
                node.Settle(new NeighbourState { Key = contact }.Under(terms), now);
            }
        },
        cancellationToken);

    private void Send(PublicKey contact, IReadOnlyList<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            gossip.Send(contact, new Frame.Keys(body));
        }
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
        foreach (var held in (await store.LogAsync(cancellationToken)).Where(held => held.From is not null && keys.AuthorOf(held.Tag) is not null))
        {
            _unopened[held.Id] = held.Tag;
        }
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await gossip.RestoreAsync(cancellationToken);
        await SettleAsync((await contacts.ListAsync(cancellationToken)).Select(static contact => (contact.PublicKey, contact.Relay)), cancellationToken);
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

        await gossip.StepAsync(static (node, at) => node.Tick(at), cancellationToken);
        if (now >= _nextRound)
        {
            var options = policies.Options;
            var pace = (options.InjectAfter < options.Tick ? options.InjectAfter : options.Tick) / 2;
            _nextRound = now + (pace < ShortestRound ? ShortestRound : pace > LongestRound ? LongestRound : pace);
            await RoundAsync(cancellationToken);
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        await keys.AdvanceAsync(time.GetUtcNow(), cancellationToken);
        await OpenWaitingAsync(cancellationToken);
        var wasOff = _clockIsOff;
        _clockIsOff = !ClockJudgement.MaySend(_clocks.Values);
        if (!_clockIsOff)
        {
            await dispatch.RunAsync(cancellationToken);
            await receipts.RunAsync(cancellationToken);
        }
        else if (!wasOff)
        {
            LogClock(logger);
        }

        await inbox.DropPartsAsync(time.GetUtcNow() - EnvelopeLife.Longest, cancellationToken);
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
                await AgreeAsync(contact, body.Body, cancellationToken);
                break;
        }
    }

    private async Task AgreeAsync(PublicKey contact, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var outcome = await keys.ReceiveAsync(contact, body, time.GetUtcNow(), cancellationToken);
        Send(contact, outcome.Replies);
        if (outcome.IsMalformed)
        {
            violations.Add(contact);
        }

        if (outcome.PeerKeysChanged)
        {
            LogKeysChanged(logger);
            changes.Publish(ChangeKind.Contacts);
        }
    }

    private async Task TakeAsync(PublicKey from, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        foreach (var (header, _) in await gossip.TakeAsync(from, file, cancellationToken))
        {
            if (keys.AuthorOf(header.Tag) is not null)
            {
                _unopened[header.Id] = header.Tag;
            }
        }

        await OpenWaitingAsync(cancellationToken);
    }

    /// <summary>Mail for which there was no room is tried again with each round; it lies among the envelopes meanwhile.</summary>
    private async Task OpenWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _unopened.Keys.ToList())
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } bytes
                || !Envelope.TryReadHeader(bytes, out var header)
                || await arrival.OpenAsync(header, bytes, cancellationToken))
            {
                _unopened.Remove(id);
            }
        }
    }

    private async Task FollowContactsAsync(CancellationToken stopping)
    {
        using var subscription = changes.Subscribe();
        queue.Post(KeepContactsAsync);
        await foreach (var kinds in subscription.ReadAllAsync(stopping))
        {
            if (kinds.Contains(ChangeKind.Contacts))
            {
                queue.Post(KeepContactsAsync);
                await Task.Delay(LongestRound, time, stopping);
            }
        }
    }

    /// <summary>Who was removed or blocked is neither carried for nor heard.</summary>
    private async Task KeepContactsAsync(CancellationToken cancellationToken)
    {
        var known = (await contacts.ListAsync(cancellationToken)).Where(static contact => contact.State != ContactState.Blocked).Select(static contact => contact.PublicKey).ToHashSet();
        foreach (var gone in await keys.KeepOnlyAsync(known, cancellationToken))
        {
            policies.Forget(gone);
            _clocks.Remove(gone);
            await gossip.StepAsync((node, now) => node.Forget(gone, now), cancellationToken);
            await store.ForgetAsync(gone, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This computer's clock differs from those of most contacts by more than 12 hours: nothing is handed to relays until it is right")]
    private static partial void LogClock(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail keys shared with a contact could not be read: mail to it is not relayed until it is online and you accept its keys")]
    private static partial void LogUnreadable(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A contact shows other mail keys than before; mail to it is not relayed until you accept them")]
    private static partial void LogKeysChanged(ILogger logger);
}
