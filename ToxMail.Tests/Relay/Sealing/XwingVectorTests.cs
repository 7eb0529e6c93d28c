using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>The vectors of the X-Wing draft (<c>Vectors/xwing.txt</c>).</summary>
public sealed class XwingVectorTests
{
    private static readonly VectorFile _vector = VectorFile.Read("xwing.txt");

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Keys_ciphertext_and_secret_are_those_of_the_draft(int number)
    {
        var seed = _vector[$"seed_{number}"];
        var (ciphertext, told, heard) = (new byte[Xwing.CiphertextSize], new byte[32], new byte[32]);

        Assert.Equal(_vector[$"pk_{number}"], Xwing.PublicOf(seed));
        Assert.True(Xwing.TryEncapsulate(_vector[$"pk_{number}"], _vector[$"eseed_{number}"], ciphertext, told));
        Assert.Equal(_vector[$"ct_{number}"], ciphertext);
        Assert.Equal(_vector[$"ss_{number}"], told);
        Assert.True(Xwing.TryDecapsulate(seed, ciphertext, heard));
        Assert.Equal(told, heard);
    }

    [Fact]
    public void An_altered_ciphertext_gives_another_secret()
    {
        var ciphertext = _vector["ct_1"];
        var heard = new byte[32];
        foreach (var index in new[] { 0, 700, Xwing.CiphertextSize - 1 })
        {
            ciphertext[index] ^= 1;

            Assert.True(Xwing.TryDecapsulate(_vector["seed_1"], ciphertext, heard));
            Assert.NotEqual(_vector["ss_1"], heard);

            ciphertext[index] ^= 1;
        }
    }
}
