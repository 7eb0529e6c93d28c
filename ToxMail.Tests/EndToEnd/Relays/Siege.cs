using System.Collections.Concurrent;
using System.Security.Cryptography;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A contact with a changed program that does all it can to use up a node's memory, disk and time, again and again; nothing of it is malformed, for that would end it.</summary>
internal sealed class Siege
{
    private const int Envelopes = 100;

    /// <summary>A hundred broken files would end it.</summary>
    private const int JunkFiles = 25;

    /// <summary>How often a node hears a new greeting, and with it 64 KEYS frames.</summary>
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromSeconds(11);

    /// <summary>The siege itself costs a processor, which the suite has better use for.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(Nightly.IsOn ? 0 : 3);

    private readonly ConcurrentDictionary<EnvelopeId, byte[]> _junk = new();
    private readonly LyingRelay _liar;
    private readonly PublicKey _target;
    private readonly Random _random;
    private readonly byte[][] _keys;
    private long? _greetedAt;

    public Siege(LyingRelay liar, PublicKey target, int seed)
    {
        (_liar, _target, _random) = (liar, target, new Random(seed));
        _liar.Answer = id => _junk.GetValueOrDefault(id);
        _liar.Takes = false;
        using var identity = MailIdentity.Create();
        using var pair = PairState.New(new PairParties(identity, liar.Key, target));
        _keys = [.. pair.Greet(TimeProvider.System.GetUtcNow())];
    }

    /// <summary>Rounds that were gone through.</summary>
    public int Rounds { get; private set; }

    public async Task RunAsync(CancellationToken over)
    {
        Func<Task>[] attacks = [OfferAsync, WantAsync, ReleaseAsync, AgreeAsync, HandOverJunkAsync, GreetAsync, TurnBackAsync, DeleteEarlyAsync];
        while (!over.IsCancellationRequested)
        {
            foreach (var attack in attacks)
            {
                if (over.IsCancellationRequested)
                {
                    return;
                }

                await attack();
            }

            Rounds++;
            await Task.Delay(Pause, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Junk that can be had, which fills the store and the disk.</summary>
    public async Task HandOverJunkAsync()
    {
        JunkEnvelope[] some = [.. Enumerable.Range(0, Envelopes).Select(_ => JunkEnvelope.Make(_random, (EnvelopeClass)_random.Next(2)))];
        foreach (var junk in some)
        {
            _junk[junk.Offer.Id] = junk.Bytes;
        }

        foreach (var part in some.Chunk(WireFormat.MaxOffers))
        {
            await _liar.OfferAsync(_target, [.. part.Select(static junk => junk.Offer)]);
        }
    }

    /// <summary>Offers of what nobody has.</summary>
    private async Task OfferAsync()
    {
        var expiry = EnvelopeLife.UnitsAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(6));
        for (var frame = 0; frame < 150; frame++)
        {
            await _liar.OfferAsync(_target, [.. Enumerable.Range(0, WireFormat.MaxOffers).Select(_ => new EnvelopeOffer(
                new EnvelopeId(Number()), new EnvelopeTag(Number()), EnvelopeClass.Large, false, expiry, (byte)_random.Next(13)))]);
        }
    }

    /// <summary>One id ten thousand times, and what nobody has.</summary>
    private async Task WantAsync()
    {
        var id = _liar.Offered.Keys.FirstOrDefault(new EnvelopeId(Number()));
        for (var frame = 0; frame < 120; frame++)
        {
            await _liar.SendAsync(_target, new Frame.Want([.. Enumerable.Repeat(id, WireFormat.MaxWants)]));
        }
    }

    /// <summary>Values of x that fit nothing.</summary>
    private async Task ReleaseAsync()
    {
        for (var frame = 0; frame < 150; frame++)
        {
            await _liar.SendAsync(_target, new Frame.Release([.. Enumerable.Range(0, WireFormat.MaxTombstones).Select(static _ => new Tombstone(RandomNumberGenerator.GetBytes(Tombstone.Size)))]));
        }
    }

    /// <summary>All of the greeting, as often as it is heard, which asks for keys in answer; and keys to be kept.</summary>
    private async Task AgreeAsync()
    {
        if (_greetedAt is { } last && TimeProvider.System.GetElapsedTime(last) < BetweenKeys)
        {
            return;
        }

        _greetedAt = TimeProvider.System.GetTimestamp();
        await _liar.HelloAsync(_target, new NeighbourHello(7, 0, 0, 0));
        for (var i = 0; i < 12; i++)
        {
            foreach (var body in _keys)
            {
                await _liar.SendAsync(_target, new Frame.Keys(body));
            }

            byte[] prekeys = [(byte)KeysType.Prekeys, 1, .. new byte[sizeof(ulong)], .. RandomNumberGenerator.GetBytes(32), 32, 0, .. RandomNumberGenerator.GetBytes(32 * 32)];
            await _liar.SendAsync(_target, new Frame.Keys(prekeys));
        }
    }

    /// <summary>Greets, each time as one that holds another log and has read nothing.</summary>
    private async Task GreetAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            await _liar.HelloAsync(_target, new NeighbourHello((ulong)_random.NextInt64(), (ulong)_random.NextInt64(), (ulong)_random.NextInt64(), 0));
        }
    }

    /// <summary>Its log goes forward and back, with nothing in it; and files that are none, or end in the middle of an envelope.</summary>
    private async Task TurnBackAsync()
    {
        for (var i = 0; i < 300; i++)
        {
            await _liar.SendAsync(_target, new Frame.Offer((ulong)_random.NextInt64(), []));
        }

        if (Rounds >= JunkFiles)
        {
            return;
        }

        var junk = new byte[WireFormat.MaxEnvelopes];
        _random.NextBytes(junk);
        await _liar.SendFileAsync(_target, junk);
        await _liar.SendFileAsync(_target, JunkEnvelope.Make(_random, EnvelopeClass.Large).Bytes[..5000]);
        if (await _liar.SendFileAsync(_target, junk) is { } broken)
        {
            await _liar.Tox.CancelAsync(broken);
        }
    }

    /// <summary>A true x before its envelope, with it, and many times after it.</summary>
    private async Task DeleteEarlyAsync()
    {
        var junk = JunkEnvelope.Make(_random);
        _junk[junk.Offer.Id] = junk.Bytes;
        for (var i = 0; i < 50; i++)
        {
            await _liar.SendAsync(_target, new Frame.Release([junk.Release]));
            await _liar.OfferAsync(_target, junk.Offer);
        }
    }

    private UInt128 Number() => new((ulong)_random.NextInt64(), (ulong)_random.NextInt64());
}
