using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Fuzz.Targets;

/// <summary>KEYS bodies, several in one input behind their lengths, from a contact: whatever they are, the state stays one that can be saved, and the contact still can be met.</summary>
internal sealed class KeysTarget : IFuzzTarget, IDisposable
{
    private readonly RelayCast _cast = new();
    private readonly byte[] _saved;

    public KeysTarget()
    {
        using var alice = PairState.New(_cast.AliceParties);
        using var bob = _cast.MakeBob();
        _saved = bob.Save();
        var said = RelayCast.Meet(alice, bob);
        Seeds = [.. said.Select(body => Framed([body])), Framed(said), [0]];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = ["\u0001", "\u0002", "\u0003", "\u0004", "\u0005", "\u0006"];

    public void Run(byte[] input)
    {
        using var bob = PairState.Load(_saved, _cast.BobParties) ?? throw new PropertyBrokenException("A saved state is one");
        bob.Greet(RelayCast.Now);
        for (var rest = input.AsSpan(); rest.Length >= 2;)
        {
            var length = Math.Min(rest.Length - 2, rest[0] | rest[1] << 8);
            Take(bob, rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        bob.AcceptOther();
        using var alice = PairState.New(_cast.AliceParties);
        RelayCast.Meet(alice, bob);
        Property.Equal(_cast.Alice.Public, bob.PeerKeys ?? bob.OtherCard?.Keys, "A contact's true keys are shown or pinned");
    }

    public void Dispose() => _cast.Dispose();

    private void Take(PairState bob, ReadOnlySpan<byte> body)
    {
        var before = bob.Save();
        var outcome = bob.Receive(body, RelayCast.Now);
        var after = bob.Save();
        Property.Holds(outcome.IsChanged || before.AsSpan().SequenceEqual(after), "What is not said to have changed has not");
        Property.Holds(!outcome.IsMalformed || (!outcome.IsChanged && outcome.Replies.Count == 0), "A broken body changes nothing");
        Property.Holds(outcome.Replies.All(reply => reply.Length is > 0 and <= 1371), "A reply fits into a packet");
        using var loaded = PairState.Load(after, _cast.BobParties);
        Property.Same(after, loaded?.Save() ?? [], "A state saved, loaded and saved again is the same");
    }

    private static byte[] Framed(IEnumerable<byte[]> bodies) => [.. bodies.SelectMany(body => (byte[])[(byte)body.Length, (byte)(body.Length >> 8), .. body])];
}
