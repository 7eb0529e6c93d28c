using CsCheck;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;
using Key = NSec.Cryptography.Key;
using KeyBlobFormat = NSec.Cryptography.KeyBlobFormat;
using SignatureAlgorithm = NSec.Cryptography.SignatureAlgorithm;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class IntroTests
{
    private static readonly ToxId _tox = new(new PublicKey([.. Enumerable.Repeat((byte)9, 32)]), 0xDEADBEEF);

    [Fact]
    public void A_card_survives_its_link_form()
    {
        using var own = MailIdentity.Create();
        var card = MailCard.Of(own, _tox);

        Assert.Equal(card, MailCard.Parse(card.ToString()));
        Assert.Equal(card, MailCard.Parse($"  {card.ToString().Replace("toxmail:", "ToxMail:", StringComparison.Ordinal)}\r\n"));
        Assert.Equal(card, MailCard.Read(card.ToArray()));
        Assert.Equal(own.Public, card.Keys);
        Assert.Equal(_tox, card.Tox);
    }

    [Fact]
    public void A_card_with_a_key_that_nothing_can_be_agreed_on_with_is_none()
    {
        using var signing = Key.Create(SignatureAlgorithm.Ed25519);
        var zero = new byte[32];
        var signature = SignatureAlgorithm.Ed25519.Sign(signing, MailIdentity.Binding(_tox.PublicKey, zero));
        byte[] keys = [.. zero, .. signing.PublicKey.Export(KeyBlobFormat.RawPublicKey)];

        Assert.True(MailKeys.Read(keys).Verify(_tox.PublicKey, signature));
        Assert.Null(MailCard.Of(_tox, [.. keys, .. signature]));
    }

    [Fact]
    public void An_altered_card_is_none()
    {
        using var own = MailIdentity.Create();
        var text = MailCard.Of(own, _tox).ToString();

        Assert.Null(MailCard.Parse(null));
        Assert.Null(MailCard.Parse(""));
        Assert.Null(MailCard.Parse("toxmail:"));
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["0123456789ABCDEFabcdefxyz-_=?: \n"]).Sample(
            change =>
            {
                var altered = text.ToCharArray();
                altered[change.Item1] = change.Item2;
                Assert.True(MailCard.Parse(new string(altered)) is not { } card || card.ToString() == text);
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void A_first_letter_reaches_who_the_card_names_and_nobody_else()
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        var envelope = Seal(alice, bob.Public, "hello stranger"u8.ToArray());

        Assert.True(Envelope.TryReadHeader(envelope.Bytes, out var header) && header.IsIntro);
        Assert.True(IntroEnvelope.CheckStamp(envelope.Bytes));
        var (letter, release) = IntroEnvelope.Open(envelope.Bytes, bob)!.Value;
        Assert.Equal("hello stranger"u8.ToArray(), letter.Payload.ToArray());
        Assert.Equal(MailCard.Of(alice, _tox), letter.From);
        Assert.Equal(envelope.Release, release);
        Assert.Null(IntroEnvelope.Open(envelope.Bytes, alice));

        for (var i = 0; i < envelope.Bytes.Length; i += i < EnvelopeHeader.Size ? 1 : 37)
        {
            envelope.Bytes[i] ^= 1;
            Assert.Null(IntroEnvelope.Open(envelope.Bytes, bob));
            envelope.Bytes[i] ^= 1;
        }
    }

    [Fact]
    public void A_letter_under_anothers_card_is_refused()
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        using var carol = MailIdentity.Create();
        var letter = Letter(alice, "in Alice's name"u8.ToArray());

        var envelope = IntroEnvelope.Seal(carol, letter, bob.Public, Couple.Start, TimeSpan.FromDays(7), TestContext.Current.CancellationToken)!;

        Assert.Null(IntroEnvelope.Open(envelope.Bytes, bob));
    }

    [Fact]
    public void Only_a_letter_or_a_receipt_comes_in_an_intro()
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        foreach (var kind in (EnvelopeKind[])[EnvelopeKind.Mail, EnvelopeKind.Receipt])
        {
            var letter = Letter(alice, "hello"u8.ToArray()) with { Kind = kind };
            var envelope = IntroEnvelope.Seal(alice, letter, bob.Public, Couple.Start, TimeSpan.FromDays(7), TestContext.Current.CancellationToken)!;

            Assert.Equal(kind == EnvelopeKind.Receipt ? kind : (EnvelopeKind?)null, IntroEnvelope.Open(envelope.Bytes, bob)?.Letter.Kind);
        }
    }

    [Fact]
    public void A_header_that_nobody_paid_for_has_no_good_stamp()
    {
        var bytes = new byte[4096];
        (bytes[0], bytes[1]) = (1, 4);
        var good = 0;
        for (bytes[Envelope.NonceOffset] = 0; bytes[Envelope.NonceOffset] < 60; bytes[Envelope.NonceOffset]++)
        {
            good += IntroEnvelope.CheckStamp(bytes) ? 1 : 0;
        }

        // A fixed header: one in 128 on average.
        Assert.InRange(good, 0, 3);
    }

    [Fact]
    public void A_letter_too_long_is_not_sealed()
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.Null(IntroEnvelope.Seal(alice, Letter(alice, new byte[IntroLetter.Capacity + 1]), bob.Public, Couple.Start, TimeSpan.FromDays(7), TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => IntroEnvelope.Seal(alice, Letter(alice, new byte[IntroLetter.Capacity]), bob.Public, Couple.Start, TimeSpan.FromDays(7), stopped.Token));
    }

    [Fact]
    public void Receipts_for_many_mails_fit_into_one_envelope()
    {
        Receipt[] receipts = [.. Enumerable.Range(0, Receipt.MostInOne).Select(i => new Receipt(MailId.New(), (MailStatus)(i % 4)))];
        var payload = Receipt.Write(receipts);

        Assert.InRange(payload.Length, 1, EnvelopeContent.Capacity(EnvelopeClass.Small));
        Assert.Equal(receipts, Receipt.Read(payload)!);
        Assert.Null(Receipt.Read(payload.AsSpan(0, payload.Length - 1)));
        Assert.Null(Receipt.Read([.. payload, 0]));
        Assert.Null(Receipt.Read([1, 0, .. new byte[16], 4]));
        Assert.Null(Receipt.Read([]));
    }

    [Fact]
    public void An_identity_survives_being_saved()
    {
        using var own = MailIdentity.Create();
        using var loaded = MailIdentity.Load(own.Save())!;

        Assert.Equal(own.Public, loaded.Public);
        Assert.True(own.Public.Verify(_tox.PublicKey, loaded.Bind(_tox.PublicKey)));
        Assert.False(own.Public.Verify(new PublicKey(new byte[32]), loaded.Bind(_tox.PublicKey)));
        Assert.Null(MailIdentity.Load([]));
        Assert.Null(MailIdentity.Load(own.Save().AsSpan(0, 64)));
        Assert.Null(MailIdentity.Load([2, .. own.Save()[1..]]));
    }

    private static SealedEnvelope Seal(MailIdentity from, MailKeys to, byte[] payload) =>
        IntroEnvelope.Seal(from, Letter(from, payload), to, Couple.Start, TimeSpan.FromDays(7), TestContext.Current.CancellationToken)!;

    private static IntroLetter Letter(MailIdentity from, byte[] payload) =>
        new() { From = MailCard.Of(from, _tox), MailId = MailId.New(), Created = Couple.Start, Payload = payload };
}
