using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>What a chain gives for one day: the tags, the masks of the prekey ids, and the secret that goes into each envelope's key.</summary>
internal sealed class DayKeys : IDisposable
{
    /// <summary>Tags a contact has for a day.</summary>
    public const int Tags = 64;

    private readonly Key _tagKey;
    private readonly Secret _messageKey = new();

    public DayKeys(ReadOnlySpan<byte> chainKey)
    {
        Span<byte> tagKey = stackalloc byte[Secret.Size];
        Blake2b.Mac(chainKey, "tmr1 tag"u8, tagKey);
        _tagKey = Key.Import(MacAlgorithm.Blake2b_128, tagKey, KeyBlobFormat.RawSymmetricKey);
        CryptographicOperations.ZeroMemory(tagKey);
        Blake2b.Mac(chainKey, "tmr1 msg"u8, _messageKey.Bytes);
    }

    public ReadOnlySpan<byte> MessageKey => _messageKey.Bytes;

    public EnvelopeTag Tag(int counter)
    {
        Span<byte> tag = stackalloc byte[Envelope.TagSize];
        Derive((byte)'t', counter, tag);
        return new EnvelopeTag(BinaryPrimitives.ReadUInt128LittleEndian(tag));
    }

    /// <summary>Hides the prekey's id, so that two envelopes with the same fallback key do not show it.</summary>
    public uint PrekeyMask(int counter)
    {
        Span<byte> mask = stackalloc byte[Envelope.TagSize];
        Derive((byte)'k', counter, mask);
        return BinaryPrimitives.ReadUInt32LittleEndian(mask);
    }

    public void Dispose()
    {
        _tagKey.Dispose();
        _messageKey.Dispose();
    }

    private void Derive(byte use, int counter, Span<byte> result)
    {
        Span<byte> input = stackalloc byte[5];
        input[0] = use;
        BinaryPrimitives.WriteInt32LittleEndian(input[1..], counter);
        MacAlgorithm.Blake2b_128.Mac(_tagKey, input, result);
    }
}
