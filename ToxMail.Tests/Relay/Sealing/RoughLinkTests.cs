using CsCheck;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>Links cut after any frame, processes ended at any moment, weeks apart: whatever was sealed opens, and a meeting that is not cut leaves both able to seal.</summary>
public sealed class RoughLinkTests
{
    private const int Days = 40;

    [Fact]
    public void What_was_sealed_opens_whatever_became_of_links_and_processes() =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed => new Story(seed).Tell(), iter: 15, threads: 1);

    private sealed class Story : IDisposable
    {
        private readonly Random _random;
        private readonly MailIdentity _aliceKeys = MailIdentity.Create();
        private readonly MailIdentity _bobKeys = MailIdentity.Create();
        private readonly Side _alice;
        private readonly Side _bob;
        private readonly List<(Side To, SealedEnvelope Envelope, byte[] Content)> _onTheWay = [];
        private DateTimeOffset _now = Couple.Start;

        public Story(int seed)
        {
            _random = new Random(seed);
            using var names = new Couple();
            _alice = new Side(names.AliceParties with { Own = _aliceKeys });
            _bob = new Side(names.BobParties with { Own = _bobKeys });
        }

        public void Tell()
        {
            for (var i = 0; i < Days * 3; i++)
            {
                _now += TimeSpan.FromHours(_random.Next(1, 16));
                Do(_random.Next(10));
            }

            Meet(int.MaxValue);
            Assert.True(_alice.State.CanSeal(_now) && _bob.State.CanSeal(_now));
            Seal(_alice, _bob);
            Seal(_bob, _alice);
            _onTheWay.ToList().ForEach(Deliver);
            Dispose();
        }

        public void Dispose()
        {
            _alice.Dispose();
            _bob.Dispose();
            _aliceKeys.Dispose();
            _bobKeys.Dispose();
        }

        private void Do(int what)
        {
            switch (what)
            {
                case 0 or 1:
                    Meet(_random.Next(30));
                    break;
                case 2:
                    _alice.Crash();
                    break;
                case 3:
                    _bob.Crash();
                    break;
                case 4:
                    _alice.Advance(_now);
                    _bob.Advance(_now);
                    break;
                case 5 or 6:
                    Seal(_alice, _bob);
                    break;
                case 7:
                    Seal(_bob, _alice);
                    break;
                default:
                    _onTheWay.Where(mail => IsOver(mail.Envelope) || _random.Next(2) == 0).ToList().ForEach(Deliver);
                    break;
            }

            // None may be left to die on the way: after its life it need not open.
            _onTheWay.Where(mail => IsOver(mail.Envelope)).ToList().ForEach(Deliver);
        }

        private bool IsOver(SealedEnvelope envelope) => EnvelopeLife.EndOf(envelope.Expiry) < _now + TimeSpan.FromHours(16);

        private void Meet(int frames)
        {
            _alice.LinkUp();
            _bob.LinkUp();
            for (var i = 0; i < frames; i++)
            {
                var (first, second) = _random.Next(2) == 0 ? (_alice, _bob) : (_bob, _alice);
                var greet = _random.Next(2) == 0;
                if (!first.Step(second, _now, greet) && !second.Step(first, _now, greet))
                {
                    return;
                }

                Assert.True(i < 200, "They never stop talking.");
            }
        }

        private void Seal(Side from, Side to)
        {
            var content = new byte[_random.Next(1000)];
            _random.NextBytes(content);
            var mail = new EnvelopeContent { Kind = EnvelopeKind.Mail, MailId = MailId.New(), Created = _now, Payload = content };
            if (from.State.Seal(mail, EnvelopeClass.Small, _now, TimeSpan.FromDays(_random.Next(3, 14))) is { } envelope)
            {
                from.Save();
                _onTheWay.Add((to, envelope, content));
            }
        }

        private void Deliver((Side To, SealedEnvelope Envelope, byte[] Content) mail)
        {
            _onTheWay.Remove(mail);
            var opened = Couple.Opens(mail.To.State, mail.Envelope.Bytes, _now);
            Assert.NotNull(opened);
            Assert.Equal(mail.Content, opened.Content.Payload.ToArray());
            if (opened.PrekeyId is { } prekey)
            {
                mail.To.State.Spend(prekey);
                Assert.Null(Couple.Opens(mail.To.State, mail.Envelope.Bytes, _now));
            }

            mail.To.Save();
        }
    }
}
