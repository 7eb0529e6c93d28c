using CsCheck;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Names;

/// <summary>Whatever is answered and whatever was known: nothing but a proof lets mail go or a contact in by itself.</summary>
public sealed class NamePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly MailAddress Name = MailAddress.TryParse("bob@example.test", out var name) ? name : throw new FormatException();

    private static readonly NameProof Proof = new("example.test", Now, Now + TimeSpan.FromDays(9), new byte[] { 1 });

    private static readonly Gen<byte> SomeKey = Gen.Byte[2, 5];

    private static readonly Gen<NameAnswer> Answers = Gen.OneOf<NameAnswer>(
        Gen.Select(SomeKey, Gen.UInt[0, 2], Gen.Bool, Gen.Bool).Select((key, nospam, proved, signed) => (NameAnswer)new NameAnswer.Found
        {
            Id = TemporaryStore.Id(key, nospam),
            Proof = proved ? Proof : null,
            Why = "a reason",
            HasRecordSignature = signed,
        }),
        Gen.Select(Gen.Enum<NameFault>(), Gen.Bool).Select((fault, later) => (NameAnswer)new NameAnswer.NotFound(fault, "a reason", later)));

    private static readonly Gen<NamePin> Pins = Gen.Select(SomeKey, Gen.Int[0, 2].Select(level => (NameTrust)level), Gen.Enum<PinState>(), SomeKey)
        .Select((key, trust, state, declined) => new NamePin
        {
            Name = Name.ToString(),
            PublicKey = TemporaryStore.Key(key),
            Trust = trust,
            State = state,
            Why = "before",
            ProvedZone = null,
            ProvedAt = null,
            PinnedAt = Now,
            CheckedAt = Now,
            OtherKey = state == PinState.Changed ? TemporaryStore.Key(9) : null,
            DeclinedKey = declined == key ? null : TemporaryStore.Key(declined),
        });

    [Fact]
    public void Mail_goes_by_itself_only_to_a_proved_name_and_only_where_the_user_allows_it() =>
        Gen.Select(Answers, Gen.Bool, Gen.Bool).Sample((answer, wasSigned, addProved) =>
        {
            var verdict = NamePolicy.ForMail(Name, NameFinding.Of(answer, wasSigned), addProved, Now);
            var isProved = answer is NameAnswer.Found { Proof: not null };

            Assert.Equal(isProved && addProved, verdict is NameVerdict.AddAndDeliver);
            Assert.False(verdict is NameVerdict.Deliver or NameVerdict.Own);
            Assert.Equal(isProved && addProved, verdict is NameVerdict.AddAndDeliver { Pin.Proof: not null });
        });

    [Fact]
    public void An_answer_without_a_proof_is_worth_nothing_once_the_domain_was_proved() =>
        Answers.Where(answer => answer is NameAnswer.Found { Proof: null }).Sample(answer =>
        {
            var finding = NameFinding.Of(answer, domainWasSigned: true);

            Assert.Null(finding.FoundId);
            Assert.Equal(new NameVerdict.Refuse(NameFault.Bogus, finding.Why), NamePolicy.ForMail(Name, finding, addProved: true, Now));
        });

    [Fact]
    public void A_broken_signature_and_a_lookup_switched_off_are_refused_and_a_failed_one_is_tried_again() =>
        Gen.Select(Gen.Enum<NameFault>(), Gen.Bool, Gen.Bool).Sample((fault, later, wasSigned) =>
        {
            var verdict = NamePolicy.ForMail(Name, NameFinding.Of(new NameAnswer.NotFound(fault, "a reason", later), wasSigned), addProved: true, Now);

            var isForGood = !later || fault is NameFault.Bogus or NameFault.SwitchedOff;
            Assert.Equal(!isForGood, verdict is NameVerdict.Later);
            Assert.Equal(isForGood, verdict is NameVerdict.Refuse refuse && refuse.Fault == fault);
        });

    [Fact]
    public void A_pin_is_changed_by_a_look_in_words_alone() =>
        Gen.Select(Pins, Answers, Gen.Bool).Sample((pin, answer, wasSigned) =>
        {
            var finding = NameFinding.Of(answer, wasSigned);
            if (NamePolicy.ForPin(pin, finding) is not { } check)
            {
                Assert.IsType<NameFinding.Failed>(finding);
                return;
            }

            Assert.Equal(check.State == PinState.Changed, check.OtherKey is not null);
            if (finding.FoundId is { } found && found.PublicKey == pin.PublicKey)
            {
                Assert.Equal((PinState.Same, found.Nospam), (check.State, check.Nospam));
            }
            else
            {
                AssertForeign(pin, finding, check);
            }
        });

    [Fact]
    public void A_published_name_is_ones_own_only_when_its_own_key_is_proved() =>
        Gen.Select(Answers, Gen.Bool).Sample((answer, wasSigned) =>
        {
            var state = NamePolicy.ForOwnName(TemporaryStore.Key(2), NameFinding.Of(answer, wasSigned));

            Assert.Equal(answer is NameAnswer.Found { Proof: not null } found && found.Id.PublicKey == TemporaryStore.Key(2), state == OwnNameState.Proved);
        });

    private static void AssertForeign(NamePin pin, NameFinding finding, PinCheck check)
    {
        Assert.True(check is { Proof: null, Nospam: null });
        if (check.OtherKey is { } other)
        {
            Assert.Equal(finding.FoundId?.PublicKey, other);
            Assert.NotEqual(pin.DeclinedKey, other);
        }
    }
}
