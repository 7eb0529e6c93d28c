using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>An envelope from a peer, as it is and lengthened to its class: read or refused, and opened only when it is the one that was sealed.</summary>
internal sealed class EnvelopeTarget : IFuzzTarget, IDisposable
{
    private readonly RelayCast _cast = new();
    private readonly PairState _bob;
    private readonly Dictionary<EnvelopeTag, ExpectedTag> _tags;
    private readonly byte[] _genuine;

    public EnvelopeTarget()
    {
        _bob = _cast.MakeBob();
        _genuine = _cast.MakeEnvelope();
        _tags = _bob.ExpectedTags(RelayCast.Now).ToDictionary(tag => tag.Tag);
        Property.Holds(_bob.Open(_genuine, _tags[Envelope.TagOf(_genuine)]) is not null, "The seed opens");
        Seeds = [_genuine, _genuine[..EnvelopeHeader.Size], [1, 0], [1, 4], [1, 1]];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = [];

    public void Run(byte[] input)
    {
        Check(input);
        if (input.Length > 1)
        {
            var whole = new byte[Envelope.SizeOf((EnvelopeClass)(input[1] % 3))];
            input.AsSpan(0, Math.Min(input.Length, whole.Length)).CopyTo(whole);
            Check(whole);
        }
    }

    public void Dispose()
    {
        _bob.Dispose();
        _cast.Dispose();
    }

    private void Check(byte[] bytes)
    {
        if (!Envelope.TryReadHeader(bytes, out var header))
        {
            return;
        }

        Property.Equal(Envelope.SizeOf(header.Class), bytes.Length, "An envelope has the length of its class");
        Property.Holds(IntroEnvelope.Open(bytes, _cast.Bob) is null, "Nobody has written a first letter");
        if (_tags.TryGetValue(header.Tag, out var tag) && _bob.Open(bytes, tag) is not null)
        {
            Property.Same(_genuine, bytes, "Only what was sealed opens");
        }
    }
}
