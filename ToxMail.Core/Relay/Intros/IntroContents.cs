using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Core.Relay.Intros;

/// <summary>What an intro holds behind its author's card: the proof of his Tox key, and then a parcel, or words when the mail is too long for an intro, or receipts.</summary>
internal static class IntroContents
{
    private const byte ParcelFollows = 0;
    private const byte WordsFollow = 1;
    private const int LetterStart = ToxProof.Size + 1;

    /// <summary>Bytes of a parcel that fit.</summary>
    internal static int ParcelCapacity => IntroLetter.Capacity - LetterStart;

    internal static byte[] OfParcel(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> parcel) => [.. proof, ParcelFollows, .. parcel];

    internal static byte[] OfWords(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> words) => [.. proof, WordsFollow, .. words];

    internal static byte[] OfReceipts(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> receipts) => [.. proof, .. receipts];

    /// <summary>Whether the author holds the Tox key of his card.</summary>
    internal static bool IsProved(IntroLetter letter, MailIdentity reader) =>
        letter.Payload.Length >= ToxProof.Size && ToxProof.IsGood(letter.Payload.Span[..ToxProof.Size], letter.From, reader);

    /// <summary>The receipts of a proved letter.</summary>
    internal static ReadOnlyMemory<byte> ReceiptsOf(IntroLetter letter) => letter.Payload[ToxProof.Size..];

    /// <summary>Parcel or words of a proved letter; null when it is neither.</summary>
    internal static (ReadOnlyMemory<byte> Parcel, ReadOnlyMemory<byte> Words)? Read(IntroLetter letter) =>
        letter.Payload.Length <= LetterStart ? null : letter.Payload.Span[ToxProof.Size] switch
        {
            ParcelFollows => (letter.Payload[LetterStart..], default),
            WordsFollow => (default, letter.Payload[LetterStart..]),
            _ => null,
        };
}
