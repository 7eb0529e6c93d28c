using NSec.Cryptography;

namespace ToxMail.Core.Wire;

/// <summary>Digests a parcel piece by piece: prefix first, then the uncompressed body.</summary>
public sealed class DigestBuilder
{
    private static readonly Blake2b Algorithm = HashAlgorithm.Blake2b_256;

    private IncrementalHash _hash;

    public DigestBuilder(ReadOnlySpan<byte> prefix)
    {
        IncrementalHash.Initialize(Algorithm, out _hash);
        Append(prefix);
    }

    public void Append(ReadOnlySpan<byte> bytes) => IncrementalHash.Update(ref _hash, bytes);

    /// <summary>The digest; the builder is used up.</summary>
    public Digest Finish() => new(IncrementalHash.Finalize(ref _hash));

    /// <summary>The digest of bytes at hand, for a file id.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => new(Algorithm.Hash(bytes));
}
