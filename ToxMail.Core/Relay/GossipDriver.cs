using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>The gossip with its store and its contacts: what a step of it wants is durable before it is sent. Used by one thread at a time.</summary>
internal sealed class GossipDriver(IEnvelopeStore store, Keyring keys, ContactPolicies policies, LastMode lastMode, Violations violations, NodeInstances instances, TimeProvider time) : IAsyncDisposable
{
    /// <summary>After a write failed.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly GossipEffects _effects = new();
    private readonly Dictionary<PublicKey, RelayLink> _links = [];
    private readonly Dictionary<PublicKey, NeighbourHello> _hellos = [];
    private GossipNode? _gossip;
    private bool _isStale;
    private long _failedAt;
    private bool _tookUp;

    internal DateTimeOffset? NextDue => _isStale ? time.GetUtcNow() + Rest - time.GetElapsedTime(_failedAt) : _gossip?.NextDue;

    private GossipNode Gossip => _gossip ?? throw new InvalidOperationException("The gossip is not restored yet.");

    /// <summary>Takes up what is stored: at the start, and after the clock was set back, when the times that the gossip has planned lie far ahead.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken)
    {
        // Until all is read, what was there before stands, to be taken up once more.
        (_isStale, _failedAt) = (true, time.GetTimestamp());
        var state = await ReadAsync(cancellationToken);
        _gossip = new GossipNode(policies.Options with { Mode = lastMode.Value }, store.StoreId, keys.AuthorOf, _effects, new SecureRandom());
        _gossip.Restore(state, time.GetUtcNow());
        foreach (var (contact, terms) in policies.Terms)
        {
            _gossip.Settle(new NeighbourState { Key = contact }.Under(terms), time.GetUtcNow());
        }

        if (policies.Options.Mode != lastMode.Value)
        {
            _gossip.Change(policies.Options, time.GetUtcNow());
        }

        foreach (var (contact, hello) in _hellos)
        {
            _gossip.Online(contact, hello, time.GetUtcNow());
        }

        _tookUp = _hellos.Count > 0;
        await FlushAsync(cancellationToken);
        await lastMode.SaveAsync(policies.Options.Mode, cancellationToken);
    }

    /// <summary>Goes over to the options that are in force now. What of it could not be written is done when the state is taken up from the store.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal async Task ChangeAsync(CancellationToken cancellationToken)
    {
        if (await StepAsync((node, now) => node.Change(policies.Options, now), cancellationToken))
        {
            await lastMode.SaveAsync(policies.Options.Mode, cancellationToken);
        }
    }

    /// <summary>Lets the gossip take a step and carries out what it wants.</summary>
    /// <returns>False when it did not, because the disk was full or broken a moment ago.</returns>
    /// <exception cref="IOException">The disk is full or broken; nothing was sent.</exception>
    internal async Task<bool> StepAsync(Action<GossipNode, DateTimeOffset> step, CancellationToken cancellationToken)
    {
        if (!await IsReadyAsync(cancellationToken))
        {
            return false;
        }

        step(Gossip, time.GetUtcNow());
        await FlushAsync(cancellationToken);
        return true;
    }

    /// <summary>Writes down all that can wait.</summary>
    internal Task SaveAsync(CancellationToken cancellationToken) => _isStale ? Task.CompletedTask : FlushAsync(cancellationToken, all: true);

    /// <summary>True once after the state was taken up from the store: contacts who are online are to be greeted again, for what they said meanwhile is lost.</summary>
    internal bool HasTakenUp()
    {
        var tookUp = _tookUp;
        _tookUp = false;
        return tookUp;
    }

    /// <summary>Contacts who are to be greeted again, to show what could not be taken before.</summary>
    internal IReadOnlyList<PublicKey> TakeToGreet() => _gossip?.TakeToGreet() ?? [];

    /// <summary>What our HELLO to a contact says.</summary>
    internal RelayGreeting GreetingFor(PublicKey contact) => Gossip.HelloFor(contact) is { } hello
        ? new RelayGreeting(hello, policies.Options.Mode == RelayMode.Store ? instances.Ids : null)
        : default;

    /// <summary>Asks without changing anything.</summary>
    internal T Ask<T>(Func<GossipNode, T> question) => question(Gossip);

    /// <summary>A contact has greeted over this node.</summary>
    internal async Task OnlineAsync(ToxNode over, PublicKey contact, NeighbourHello hello, CancellationToken cancellationToken)
    {
        await CloseAsync(contact);
        _links[contact] = new RelayLink(over, store, contact, time);
        _hellos[contact] = hello;
        await StepAsync((node, now) => node.Online(contact, hello, now), cancellationToken);
    }

    /// <summary>A contact has left this node; it may have come to another of ours meanwhile.</summary>
    internal async Task OfflineAsync(ToxNode from, PublicKey contact, CancellationToken cancellationToken)
    {
        if (_links.TryGetValue(contact, out var link) && link.IsOver(from) && await CloseAsync(contact))
        {
            await StepAsync((node, now) => node.Offline(contact, now), cancellationToken);
            await SaveAsync(cancellationToken);
        }
    }

    internal bool IsOnline(PublicKey contact) => _links.ContainsKey(contact);

    internal void Send(PublicKey contact, Frame frame) => _links.GetValueOrDefault(contact)?.Post(frame);

    /// <summary>Takes what a contact handed over and gives back what is kept of it, durably.</summary>
    internal async Task<IReadOnlyList<(EnvelopeHeader Header, ReadOnlyMemory<byte> Bytes)>> TakeAsync(PublicKey from, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var kept = new List<(EnvelopeHeader, ReadOnlyMemory<byte>)>();
        if (!await IsReadyAsync(cancellationToken))
        {
            return kept;
        }

        var envelopes = EnvelopeFile.Read(file, out var isWhole);
        foreach (var (header, bytes) in envelopes)
        {
            _effects.Bring(header.Id, bytes);
            if (Gossip.Arrived(from, NewEnvelope.Candidate(header), time.GetUtcNow(), () => IntroEnvelope.CheckStamp(bytes.Span)))
            {
                kept.Add((header, bytes));
            }
        }

        if (!isWhole)
        {
            violations.Add(from);
        }

        await FlushAsync(cancellationToken);
        return kept;
    }

    /// <summary>Puts own envelopes on their way; durable when it ends.</summary>
    /// <exception cref="IOException">The disk is full or broken; they stay here.</exception>
    internal Task InjectAsync(IReadOnlyList<SealedEnvelope> envelopes, byte hops, CancellationToken cancellationToken) =>
        InjectAsync(envelopes, envelope => NewEnvelope.Own(envelope, hops), cancellationToken);

    /// <summary>The same for the user's store nodes alone.</summary>
    /// <exception cref="IOException">The disk is full or broken; they stay here.</exception>
    internal Task InjectForStoresAsync(IReadOnlyList<SealedEnvelope> envelopes, CancellationToken cancellationToken) =>
        InjectAsync(envelopes, static envelope => NewEnvelope.Own(envelope, CarriagePlan.ToStore) with { IsForStores = true }, cancellationToken);

    private async Task InjectAsync(IReadOnlyList<SealedEnvelope> envelopes, Func<SealedEnvelope, HeldEnvelope> held, CancellationToken cancellationToken)
    {
        if (!await IsReadyAsync(cancellationToken))
        {
            throw new IOException("The envelopes cannot be kept just now.");
        }

        foreach (var envelope in envelopes)
        {
            _effects.Bring(envelope.Id, envelope.Bytes);
            Gossip.Inject(held(envelope), time.GetUtcNow());
        }

        await FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await SaveAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var contact in _links.Keys.ToList())
        {
            await CloseAsync(contact);
        }
    }

    private async Task<GossipState> ReadAsync(CancellationToken cancellationToken) => new()
    {
        Held = await store.LogAsync(cancellationToken),
        Spent = await store.SpentAsync(cancellationToken),
        Neighbours = await store.NeighboursAsync(cancellationToken),
        Sightings = await store.SightingsAsync(cancellationToken),
        Untold = await store.UntoldAsync(cancellationToken),
    };

    private async Task<bool> CloseAsync(PublicKey contact)
    {
        var was = _links.Remove(contact, out var link);
        _hellos.Remove(contact);
        if (link is not null)
        {
            await link.DisposeAsync();
        }

        return was;
    }

    /// <summary>What the gossip believes to be kept, and could not be, is forgotten again; but not at every step, for that reads all there is.</summary>
    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (_isStale && time.GetElapsedTime(_failedAt) >= Rest)
        {
            _failedAt = time.GetTimestamp();
            await RestoreAsync(cancellationToken);
        }

        return !_isStale;
    }

    private async Task FlushAsync(CancellationToken cancellationToken, bool all = false)
    {
        var batch = _effects.Take(all);
        (_isStale, _failedAt) = (true, time.GetTimestamp());
        if (batch.New.Count > 0)
        {
            await store.PutAsync(batch.New, cancellationToken);
        }

        if (batch.HasChanges)
        {
            await store.ApplyAsync(batch.Changes, cancellationToken);
        }

        _isStale = false;
        foreach (var (to, frame) in batch.Frames)
        {
            Send(to, frame);
        }

        foreach (var (to, ids) in batch.Served)
        {
            _links.GetValueOrDefault(to)?.Serve(ids);
        }
    }
}
