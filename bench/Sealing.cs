using System.Diagnostics;
using System.Security.Cryptography;
using NSec.Cryptography;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Bench;

/// <summary>Envelopes sealed and opened by one thread, against the bare AEAD of libsodium over as many bytes with a key at hand; and what recognising them costs.</summary>
internal static class Sealing
{
    private const int Contacts = 50;

    private static readonly DateTimeOffset _now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        using var alice = MailIdentity.Create();
        using var bob = MailIdentity.Create();
        foreach (var size in Enum.GetValues<EnvelopeClass>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Measure(alice, bob, size, context.Quick ? 640 : 6_400);
        }

        Recognise(alice, bob);
        Agree(alice, bob, context.Quick ? 20 : 200);
        return Task.CompletedTask;
    }

    private static void Measure(MailIdentity alice, MailIdentity bob, EnvelopeClass size, int count)
    {
        using var from = PairState.New(new PairParties(alice, new(new byte[32]), new(Repeat(1))));
        using var to = PairState.New(new PairParties(bob, new(Repeat(1)), new(new byte[32])));
        var content = new EnvelopeContent { Kind = EnvelopeKind.Mail, MailId = MailId.New(), Created = _now, Payload = RandomNumberGenerator.GetBytes(EnvelopeContent.Capacity(size)) };
        var (sealing, opening) = (new Stopwatch(), new Stopwatch());
        for (var done = 0; done < count; done += DayKeys.Tags)
        {
            // A day has so many tags; the meeting between is not measured.
            var now = _now + TimeSpan.FromDays(done / DayKeys.Tags);
            Meet(from, to, now);
            var tags = to.ExpectedTags(now).ToDictionary(tag => tag.Tag);
            sealing.Start();
            SealedEnvelope[] envelopes = [.. Enumerable.Range(0, DayKeys.Tags).Select(_ => from.Seal(content, size, now, TimeSpan.FromDays(7))!)];
            sealing.Stop();
            opening.Start();
            foreach (var envelope in envelopes)
            {
                _ = to.Open(envelope.Bytes, tags[envelope.Tag]) ?? throw new InvalidOperationException("It does not open.");
            }

            opening.Stop();
        }

        var (encrypting, decrypting) = Bare(Envelope.SizeOf(size), count);
        Report.Compare($"envelopes of {Envelope.SizeOf(size)} bytes sealed, against bare AEAD", count / sealing.Elapsed.TotalSeconds, encrypting, "/s", "");
        Report.Compare($"envelopes of {Envelope.SizeOf(size)} bytes opened, against bare AEAD", count / opening.Elapsed.TotalSeconds, decrypting, "/s", "");
    }

    private static (double Encrypting, double Decrypting) Bare(int size, int count)
    {
        using var key = Key.Create(AeadAlgorithm.XChaCha20Poly1305);
        var nonce = new byte[AeadAlgorithm.XChaCha20Poly1305.NonceSize];
        var plain = new byte[size - Envelope.MacSize];
        var sealedBytes = new byte[size];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            AeadAlgorithm.XChaCha20Poly1305.Encrypt(key, nonce, [], plain, sealedBytes);
        }

        var encrypting = count / clock.Elapsed.TotalSeconds;
        clock.Restart();
        for (var i = 0; i < count; i++)
        {
            AeadAlgorithm.XChaCha20Poly1305.Decrypt(key, nonce, [], sealedBytes, plain);
        }

        return (encrypting, count / clock.Elapsed.TotalSeconds);
    }

    /// <summary>The tags of as many contacts, met each day for as long as mail can be on the way.</summary>
    private static void Recognise(MailIdentity alice, MailIdentity bob)
    {
        using var from = PairState.New(new PairParties(alice, new(new byte[32]), new(Repeat(1))));
        using var to = PairState.New(new PairParties(bob, new(Repeat(1)), new(new byte[32])));
        for (var day = 0; day <= Days.Back; day++)
        {
            Meet(from, to, _now + TimeSpan.FromDays(day));
        }

        var clock = Stopwatch.StartNew();
        var tags = Enumerable.Range(0, Contacts).Sum(_ => to.ExpectedTags(_now + TimeSpan.FromDays(Days.Back)).Count);
        Report.Single($"tags of {Contacts} contacts met daily: {tags}", $"{clock.Elapsed.TotalMilliseconds:0} ms", "");
        Report.Single("saved keys of such a contact", $"{to.Save().Length / 1000.0:0.0} kB", "");
    }

    private static void Agree(MailIdentity alice, MailIdentity bob, int count)
    {
        using var from = PairState.New(new PairParties(alice, new(new byte[32]), new(Repeat(1))));
        using var to = PairState.New(new PairParties(bob, new(Repeat(1)), new(new byte[32])));
        var clock = Stopwatch.StartNew();
        var bytes = 0;
        for (var day = 0; day < count; day++)
        {
            bytes += Meet(from, to, _now + TimeSpan.FromDays(day));
        }

        Report.Single("a meeting with new keys, both sides", $"{clock.Elapsed.TotalMilliseconds / count:0.0} ms", "");
        Report.Single("octets of KEYS in it, both ways: all that an idle contact costs the relay in a day", $"{bytes / count}", "");
        Report.Single("the same when it comes back on the same day", $"{Meet(from, to, _now + TimeSpan.FromDays(count - 1))}", "");
    }

    /// <returns>Octets of the frames' bodies.</returns>
    private static int Meet(PairState alice, PairState bob, DateTimeOffset now)
    {
        alice.Advance(now);
        bob.Advance(now);
        Queue<(PairState To, PairState From, byte[] Frame)> frames = new([.. alice.Greet(now).Select(frame => (bob, alice, frame)), .. bob.Greet(now).Select(frame => (alice, bob, frame))]);
        var bytes = 0;
        while (frames.TryDequeue(out var next))
        {
            bytes += next.Frame.Length;
            foreach (var reply in next.To.Receive(next.Frame, now).Replies)
            {
                frames.Enqueue((next.From, next.To, reply));
            }
        }

        return bytes;
    }

    private static byte[] Repeat(byte value) => [.. Enumerable.Repeat(value, 32)];
}
