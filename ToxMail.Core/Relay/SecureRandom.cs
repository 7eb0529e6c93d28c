using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ToxMail.Core.Relay;

/// <summary>Nobody can foresee what it gives: delays and choices of the gossip hide who a mail is for.</summary>
internal sealed class SecureRandom : Random
{
    private const double Unit = 1.0 / (1UL << 53);

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => maxValue <= 1 ? 0 : RandomNumberGenerator.GetInt32(maxValue);

    public override int Next(int minValue, int maxValue) => maxValue - (long)minValue <= 1 ? minValue : RandomNumberGenerator.GetInt32(minValue, maxValue);

    public override long NextInt64() => NextInt64(long.MaxValue);

    public override long NextInt64(long maxValue) => (long)(Sample() * maxValue);

    public override long NextInt64(long minValue, long maxValue) => minValue + NextInt64(maxValue - minValue);

    public override float NextSingle() => (float)Sample();

    public override double NextDouble() => Sample();

    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    protected override double Sample()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> 11) * Unit;
    }
}
