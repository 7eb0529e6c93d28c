using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>The random source of a real node. Contacts see waits and choices; from a plain <see cref="Random"/> they could compute the next ones.</summary>
internal sealed class UnguessableRandom : Random
{
    private const int MantissaBits = 53;

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => maxValue == 0 ? 0 : RandomNumberGenerator.GetInt32(maxValue);

    public override int Next(int minValue, int maxValue) => minValue == maxValue ? minValue : RandomNumberGenerator.GetInt32(minValue, maxValue);

    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public override double NextDouble() => Sample();

    protected override double Sample()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> (64 - MantissaBits)) * Math.ScaleB(1, -MantissaBits);
    }
}
