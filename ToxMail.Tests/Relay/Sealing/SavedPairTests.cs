using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class SavedPairTests
{
    /// <summary>Found by afl-fuzz: generations of one number, which no agreement makes, changed places with each loading.</summary>
    [Theory]
    [InlineData(2u, 1u)]
    [InlineData(1u, 1u)]
    public void A_state_loaded_and_saved_is_the_same(uint first, uint second)
    {
        using var couple = new Couple();
        var saved = SavedWith(first, second);

        using var loaded = PairState.Load(saved, couple.AliceParties);

        Assert.Equal(saved, loaded!.Save());
    }

    /// <summary>Two generations that differ in the day they begin, and nothing else: <c>PairStateCodec</c>.</summary>
    private static byte[] SavedWith(uint first, uint second)
    {
        var bytes = new byte[256];
        var writer = new ByteWriter(bytes);
        writer.Byte(2);
        writer.Write(new byte[5]);
        writer.UInt32(2);
        writer.UInt32(0);
        writer.UInt16(2);
        WriteGeneration(ref writer, first, 10);
        WriteGeneration(ref writer, second, 9);
        writer.Write(new byte[7]);
        return bytes[..writer.Length];
    }

    private static void WriteGeneration(ref ByteWriter writer, uint number, int day)
    {
        writer.UInt32(number);
        writer.UInt16(day);
        writer.UInt64(0);
        writer.Flag(false);
        writer.UInt16(ushort.MaxValue);
        writer.Write(new byte[3]);
        writer.UInt16(day);
        writer.Write(new byte[Secret.Size]);
    }
}
