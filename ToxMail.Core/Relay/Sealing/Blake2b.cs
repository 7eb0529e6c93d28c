using NSec.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Keyed BLAKE2b (RFC 7693) with a key of 32 bytes; the length of the result, 16 or 32, is one of its parameters.</summary>
internal static class Blake2b
{
    public static void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> result)
    {
        var algorithm = Algorithm(result.Length);
        using var imported = Key.Import(algorithm, key, KeyBlobFormat.RawSymmetricKey);
        algorithm.Mac(imported, data, result);
    }

    public static MacAlgorithm Algorithm(int size) => size == MacAlgorithm.Blake2b_128.MacSize ? MacAlgorithm.Blake2b_128 : MacAlgorithm.Blake2b_256;
}
