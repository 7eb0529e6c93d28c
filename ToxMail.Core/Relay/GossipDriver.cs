using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>The gossip with its store and its contacts: what a step of it wants is durable before it is sent. Used by one thread at a time.</summary>
internal sealed class GossipDriver(IEnvelopeStore store, Keyring keys, ContactPolicies policies, Violations violations, ToxInstances instances, TimeProvider time) : IAsyncDisposable
{
    private readonly GossipEffects _effects = new();
    private readonly Dictionary<PublicKey, RelayLink> _links = [];
    private readonly Dictionary<PublicKey, NeighbourHello> _hellos = [];
    private GossipNode? _gossip;
    private bool _isStale;

    internal DateTimeOffset? NextDue => _gossip?.NextDue;

    private GossipNode Gossip => _gossip ?? throw new InvalidOperationException("The gossip is not restored yet.");

    /// <summary>Takes up what is stored: at the start, and after the clock was set back, when the times that the gossip has planned lie far ahead.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken)
    {
        _gossip = new GossipNode(policies.Options, store.StoreId, keys.AuthorOf, _effects, new SecureRandom());
        _gossip.Restore(
            await store.LogAsync(cancellationToken),
            await store.SpentAsync(cancellationToken),
            await store.NeighboursAsync(cancellationToken),
            await store.SightingsAsync(cancellationToken),
            time.GetUtcNow());
        foreach (var (contact, hello) in _hellos)
        {
            _gossip.Online(contact, hello, time.GetUtcNow());
        }

        await FlushAsync(cancellationToken);
    }

    /// <summary>Lets the gossip take a step and carries out what it wants.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was sent.</exception>
    internal async Task StepAsync(Action<GossipNode, DateTimeOffset> step, CancellationToken cancellationToken)
    {
        await FreshenAsync(cancellationToken);
        step(Gossip, time.GetUtcNow());
        await FlushAsync(cancellationToken);
    }

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
        }
    }

    internal bool IsOnline(PublicKey contact) => _links.ContainsKey(contact);

    internal void Send(PublicKey contact, Frame frame) => _links.GetValueOrDefault(contact)?.Post(frame);

    /// <summary>Takes what a contact handed over and gives back what is kept of it, durably.</summary>
    internal async Task<IReadOnlyList<(EnvelopeHeader Header, ReadOnlyMemory<byte> Bytes)>> TakeAsync(PublicKey from, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        await FreshenAsync(cancellationToken);
        var kept = new List<(EnvelopeHeader, ReadOnlyMemory<byte>)>();
        var envelopes = EnvelopeFile.Read(file, out var isWhole);
        foreach (var (header, bytes) in envelopes)
        {
            _effects.Bring(header.Id, bytes);
            if (Gossip.Arrived(from, Candidate(header), time.GetUtcNow()))
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
    internal async Task InjectAsync(IReadOnlyList<SealedEnvelope> envelopes, byte hops, CancellationToken cancellationToken)
    {
        await FreshenAsync(cancellationToken);
        foreach (var envelope in envelopes)
        {
            _effects.Bring(envelope.Id, envelope.Bytes);
            Gossip.Inject(Own(envelope, hops), time.GetUtcNow());
        }

        await FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contact in _links.Keys.ToList())
        {
            await CloseAsync(contact);
        }
    }

    private static HeldEnvelope Own(SealedEnvelope envelope, byte hops) => new()
    {
        Id = envelope.Id,
        Tag = envelope.Tag,
        Class = envelope.Class,
        IsIntro = false,
        Expiry = envelope.Expiry,
        Commitment = envelope.Commitment,
        Hops = hops,
        From = null,
    };

    private static HeldEnvelope Candidate(EnvelopeHeader header) => new()
    {
        Id = header.Id,
        Tag = header.Tag,
        Class = header.Class,
        IsIntro = header.IsIntro,
        Expiry = header.Expiry,
        Commitment = header.Commitment,
        Hops = 0,
        From = null,
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

    /// <summary>What the gossip believes to be kept, and could not be, is forgotten again.</summary>
    private Task FreshenAsync(CancellationToken cancellationToken) => _isStale ? RestoreAsync(cancellationToken) : Task.CompletedTask;

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var batch = _effects.Take();
        _isStale = true;
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
