using System.Security.Cryptography;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class ToxProofTests
{
    [Fact]
    public void Shows_the_reader_alone_who_holds_the_tox_key_of_a_card()
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        using var carol = MailIdentity.Create();
        var secret = RandomNumberGenerator.GetBytes(32);
        var tox = new ToxId(new PublicKey(Curve25519.PublicOf(secret)), 1);
        var card = MailCard.Of(alice, tox);

        var proof = ToxProof.Make(secret, card, bob.Public)!;

        Assert.True(ToxProof.IsGood(proof, card, bob));
        Assert.False(ToxProof.IsGood(proof, card, carol));
        Assert.False(ToxProof.IsGood(proof, MailCard.Of(carol, tox), bob));
        Assert.False(ToxProof.IsGood(proof, MailCard.Of(alice, tox with { Nospam = 2 }), bob));
        Assert.False(ToxProof.IsGood(ToxProof.Make(RandomNumberGenerator.GetBytes(32), card, bob.Public), card, bob));
        Assert.False(ToxProof.IsGood([], card, bob));

        // A Tox key of small order agrees on a secret that everybody knows.
        var weak = MailCard.Of(alice, new ToxId(new PublicKey(new byte[32]), 1));
        Assert.False(ToxProof.IsGood(proof, weak, bob));
    }
}
