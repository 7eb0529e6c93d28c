using CsCheck;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>KEYS bodies and saved states made by somebody else: an answer, never an exception, and honest contacts still agree.</summary>
public sealed class HostileKeysTests
{
    [Fact]
    public void Bodies_of_any_kind_are_answered_or_refused()
    {
        using var couple = Couple.Met();
        couple.Now += TimeSpan.FromDays(1);
        couple.Bob.Greet(couple.Now);
        byte[][] bodies = [.. couple.Alice.Greet(couple.Now), .. Answers(couple)];

        Gen.Select(Gen.Int[0, bodies.Length - 1], Gen.Int[0, 1400], Gen.Byte, Gen.Int[-40, 40]).Sample(
            change =>
            {
                var body = Changed(bodies[change.Item1], change.Item2, change.Item3, change.Item4);
                couple.Bob.Receive(body, couple.Now);
            },
            iter: 3000,
            threads: 1);

        couple.Now += TimeSpan.FromDays(1);
        couple.Alice.AcceptOther();
        couple.Bob.AcceptOther();
        couple.Meet();
        Assert.True(couple.Alice.CanSeal(couple.Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("07")]
    [InlineData("01")]
    [InlineData("02")]
    [InlineData("03")]
    [InlineData("0400000000")]
    [InlineData("05000000000100")]
    [InlineData("0500000000FFFF")]
    [InlineData("0602")]
    public void Broken_bodies_are_counted_against_the_contact(string body)
    {
        using var couple = Couple.Met();

        Assert.True(couple.Bob.Receive(Convert.FromHexString(body), couple.Now).IsMalformed);
    }

    [Fact]
    public void A_prekey_that_is_no_key_is_passed_over()
    {
        using var couple = Couple.Met();
        byte[] useless = [(byte)KeysType.Prekeys, 1, 0, 0, 0, 0, 0, 0, 0, 0, .. new byte[32], 1, 0, .. new byte[32]];

        Assert.True(couple.Alice.Receive(useless, couple.Now).IsChanged);

        Assert.Null(couple.Alice.Seal(couple.Mail("to nobody"), ToxMail.Core.Wire.EnvelopeClass.Small, couple.Now, TimeSpan.FromDays(1)));
        couple.Meet();
        Assert.NotNull(couple.BobOpens(couple.AliceSeals("to somebody")));
    }

    [Fact]
    public void A_saved_state_cut_or_lengthened_is_none()
    {
        using var couple = Couple.Met();
        var saved = couple.Bob.Save();

        Assert.All(Enumerable.Range(0, saved.Length), length => Assert.Null(PairState.Load(saved.AsSpan(0, length), couple.BobParties)));
        Assert.Null(PairState.Load([.. saved, 0], couple.BobParties));
    }

    [Fact]
    public void An_altered_saved_state_is_none_or_another_but_never_an_exception()
    {
        using var couple = Couple.Met();
        var saved = couple.Bob.Save();

        Gen.Select(Gen.Int[0, saved.Length - 1], Gen.Byte).Sample(
            change =>
            {
                byte[] altered = [.. saved];
                altered[change.Item1] ^= change.Item2;
                using var state = PairState.Load(altered, couple.BobParties);
                state?.Advance(couple.Now);
                state?.Greet(couple.Now);
            },
            iter: 300,
            threads: 1);
    }

    private static IEnumerable<byte[]> Answers(Couple couple) => [.. couple.Alice.Greet(couple.Now).SelectMany(body => couple.Bob.Receive(body, couple.Now).Replies)];

    private static byte[] Changed(byte[] body, int index, byte value, int length)
    {
        byte[] changed = [.. body];
        changed[index % changed.Length] ^= value;
        return length < 0 ? changed[..Math.Max(0, changed.Length + length)] : [.. changed, .. new byte[Math.Max(0, length - 20)]];
    }
}
