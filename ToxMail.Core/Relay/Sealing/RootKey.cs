using System.Buffers.Binary;
using NSec.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// RK, which both sides compute when they agree on keys, and what is taken from it. It lives no longer than that: with it every day's keys could be had again (<c>docs/decisions/0014</c>).
/// </summary>
internal sealed class RootKey : IDisposable
{
    private readonly Secret _key = new();

    /// <param name="salt">What the last agreement left for this one, or zeros.</param>
    /// <param name="secrets">DH(eA,eB), DH(IKA,IKB), ssAB, ssBA.</param>
    /// <param name="generation">Its number.</param>
    /// <param name="smaller">The smaller IK.</param>
    /// <param name="larger">The larger IK.</param>
    public RootKey(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> secrets, uint generation, ReadOnlySpan<byte> smaller, ReadOnlySpan<byte> larger)
    {
        var number = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, generation);
        byte[] info = [.. "tmr1 root"u8, .. number, .. smaller, .. larger];
        KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(secrets, salt, info, _key.Bytes);
    }

    public ReadOnlySpan<byte> Key => _key.Bytes;

    /// <summary>By this each side shows that it has the key.</summary>
    public ulong Check()
    {
        Span<byte> check = stackalloc byte[Secret.Size];
        Blake2b.Mac(_key.Bytes, "confirm"u8, check);
        return BinaryPrimitives.ReadUInt64LittleEndian(check);
    }

    /// <summary>What goes into the next agreement.</summary>
    public Secret NextSalt()
    {
        var salt = new Secret();
        Blake2b.Mac(_key.Bytes, "tmr1 salt"u8, salt.Bytes);
        return salt;
    }

    /// <param name="direction">0 for what the holder of the smaller IK sends, 1 for the other.</param>
    /// <param name="day">The first day.</param>
    public DayChain Chain(byte direction, int day)
    {
        Span<byte> first = stackalloc byte[Secret.Size];
        Blake2b.Mac(_key.Bytes, [.. "tmr1 chain"u8, direction], first);
        var chain = new DayChain(first, day);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(first);
        return chain;
    }

    public void Dispose() => _key.Dispose();
}
