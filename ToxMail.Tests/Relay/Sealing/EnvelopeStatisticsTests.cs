using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>What an observer sees: beyond version, class and expiry nothing but noise, and nothing twice.</summary>
public sealed class EnvelopeStatisticsTests
{
    /// <summary>Above this a chi-squared value of 255 degrees of freedom is by chance once in 10^9 times: mean 255, deviation 22.6, tail of that skew.</summary>
    private const double MostByChance = 412;

    /// <summary>Version, flags and expiry say what they say.</summary>
    private const int OpenBytes = 4;

    [Fact]
    public void All_bytes_but_the_open_ones_look_random()
    {
        var envelopes = Seal(pairs: 4, perPair: 120);

        Assert.InRange(ChiSquared(envelopes.SelectMany(envelope => envelope.Bytes.Skip(OpenBytes))), 0, MostByChance);
        for (var start = OpenBytes; start < EnvelopeHeader.Size + 64; start += 4)
        {
            // Each field of the header and the start of the sealed part, whose content is always the same.
            var field = start;
            Assert.InRange(ChiSquared(envelopes.SelectMany(envelope => envelope.Bytes.Skip(field).Take(4))), 0, MostByChance);
        }
    }

    [Fact]
    public void Each_bit_but_the_open_ones_is_set_in_half_of_the_envelopes()
    {
        var envelopes = Seal(pairs: 4, perPair: 120);
        var deviation = Math.Sqrt(envelopes.Count) / 2;
        for (var bit = OpenBytes * 8; bit < 4096 * 8; bit++)
        {
            var set = envelopes.Count(envelope => (envelope.Bytes[bit / 8] >> (bit % 8) & 1) != 0);

            // Seven deviations: once in 10^7 runs of this test by chance.
            Assert.InRange(set, envelopes.Count / 2.0 - 7 * deviation, envelopes.Count / 2.0 + 7 * deviation);
        }
    }

    [Fact]
    public void No_two_envelopes_of_a_pair_share_four_bytes_at_the_same_place()
    {
        var envelopes = Seal(pairs: 1, perPair: 120);
        var shared = 0;
        for (var start = OpenBytes; start <= 4092; start += 4)
        {
            var field = start;
            shared += envelopes.Count - envelopes.Select(envelope => BitConverter.ToUInt32(envelope.Bytes, field)).Distinct().Count();
        }

        // 1,023 fields and 7,140 pairs of envelopes: 0.002 by chance.
        Assert.InRange(shared, 0, 1);
    }

    [Fact]
    public void Nothing_of_what_identifies_a_pair_is_in_the_open()
    {
        using var couple = Couple.Met();
        var bytes = couple.AliceSeals("hello").Bytes;

        Assert.Equal(-1, bytes.AsSpan().IndexOf(couple.AliceParties.Own.Public.Agreement));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(couple.BobParties.Own.Public.Agreement));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("hello"u8));
    }

    /// <summary>The same content each time, to one-time keys and to the fallback, over some days.</summary>
    private static List<SealedEnvelope> Seal(int pairs, int perPair)
    {
        List<SealedEnvelope> envelopes = [];
        for (var pair = 0; pair < pairs; pair++)
        {
            using var couple = Couple.Met();
            var content = couple.Mail("the same each time");
            for (var i = 0; i < perPair; i++)
            {
                couple.Now += TimeSpan.FromMinutes(30);
                envelopes.Add(couple.AliceSeals(content));
            }
        }

        return envelopes;
    }

    private static double ChiSquared(IEnumerable<byte> bytes)
    {
        var counts = new long[256];
        long total = 0;
        foreach (var value in bytes)
        {
            counts[value]++;
            total++;
        }

        var expected = total / 256.0;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
