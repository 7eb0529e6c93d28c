using System.Buffers.Binary;
using NSec.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>The secret of a key that a contact seals to.</summary>
internal sealed class OwnPrekey(uint id, Secret secret) : IDisposable
{
    public uint Id { get; } = id;

    public Secret Secret { get; } = secret;

    /// <summary>The day since which the contact no longer has it: used, or replaced. Null while it may still use it.</summary>
    public int? GoneSince { get; set; }

    /// <summary>An id is the first four bytes of the BLAKE2b-256 of the public key, so that a key alone tells it.</summary>
    public static uint IdOf(ReadOnlySpan<byte> publicKey) => BinaryPrimitives.ReadUInt32LittleEndian(HashAlgorithm.Blake2b_256.Hash(publicKey));

    /// <summary>No envelope that was sealed to it can arrive any more.</summary>
    public bool IsOver(int today) => GoneSince + Days.Back + Days.Ahead < today;

    public void Dispose() => Secret.Dispose();
}
