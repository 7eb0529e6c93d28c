using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Fuzz.Targets;

/// <summary>The sealed part of an envelope as a contact can make it, a receipt's payload, a card, a saved state: what was read, written and read again is the same.</summary>
internal sealed class InnerPartTarget : IFuzzTarget, IDisposable
{
    private const int Size = 400;

    private readonly RelayCast _cast = new();

    public InnerPartTarget() => Seeds =
    [
        Written(RelayCast.Content("hello"u8.ToArray())),
        Written(RelayCast.Content("hello"u8.ToArray()) with { Kind = EnvelopeKind.Chunk, ChunkIndex = 1, ChunkCount = 3, ChunksNeeded = 2, IsCompressed = true }),
        Written(RelayCast.Content(Receipt.Write([new Receipt(new MailId(3), Core.Wire.MailStatus.Stored)])) with { Kind = EnvelopeKind.Receipt }),
        System.Text.Encoding.ASCII.GetBytes(MailCard.Of(_cast.Alice, Cast.Alice.Id).ToString()),
        MailCard.Of(_cast.Alice, Cast.Alice.Id).ToArray(),
    ];

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = ["toxmail:", "?keys="];

    public void Run(byte[] input)
    {
        CheckInner(input);
        if (Receipt.Read(input) is { } receipts)
        {
            Property.Same(input, Receipt.Write(receipts), "Receipts written are those read");
        }

        CheckCard(MailCard.Parse(System.Text.Encoding.Latin1.GetString(input)));
        CheckCard(MailCard.Read(input));
        if (PairState.Load(input, _cast.BobParties) is { } state)
        {
            using (state)
            {
                // What an older version wrote is saved as this one writes it, so the input itself may differ.
                var saved = state.Save();
                using var again = PairState.Load(saved, _cast.BobParties) ?? throw new PropertyBrokenException("A state that was saved can be loaded");
                Property.Same(saved, again.Save(), "A state loaded and saved is the same");
            }
        }
    }

    public void Dispose() => _cast.Dispose();

    private static void CheckInner(byte[] input)
    {
        var inner = new byte[Size];
        input.AsSpan(0, Math.Min(input.Length, Size)).CopyTo(inner);
        if (InnerPart.Read(inner, (_, _) => true) is not { } content)
        {
            return;
        }

        var signature = content.IsSigned ? inner[InnerPart.FixedSize..(InnerPart.FixedSize + InnerPart.SignatureSize)] : [];
        var again = new byte[Size];
        InnerPart.Write(again, content, InnerPart.FallbackOf(inner) ?? new byte[Curve25519.Size], _ => signature);
        Property.Same(inner, again, "An inner part written is the one read");
    }

    private static void CheckCard(MailCard? card)
    {
        if (card is not null)
        {
            Property.Equal(card, MailCard.Parse(card.ToString()), "A card written and read is the same");
        }
    }

    private static byte[] Written(EnvelopeContent content)
    {
        var inner = new byte[Size];
        InnerPart.Write(inner, content, new byte[Curve25519.Size], _ => []);
        return inner;
    }
}
