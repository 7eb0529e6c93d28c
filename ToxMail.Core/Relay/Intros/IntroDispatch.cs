using System.Buffers.Binary;
using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Relay.Intros;

/// <summary>Sends mail to contacts whose card is known and who were never met: <c>docs/protocol.md</c> §5.2.</summary>
internal sealed class IntroDispatch(IntroOutbox outbox, IRelayedMail mails, Keyring keys, IntroPress press, ContactPolicies policies, TimeProvider time)
{
    /// <summary>Mails to one contact in intros at the same time.</summary>
    private const int MostTravelling = 3;

    /// <summary>Longer ones do not become so short by compressing that they fit.</summary>
    private const long LongestTried = 64 * 1024;

    private const int LongestSubject = 200;

    /// <summary>What could not be sent once is not tried again at once.</summary>
    private static readonly TimeSpan AnotherTry = TimeSpan.FromHours(1);

    private readonly HashSet<long> _tooLong = [];
    private readonly Dictionary<long, long> _tried = [];
    private PublicKey _servedLast;

    /// <summary>Starts the next that is due, if there is one and none is under way.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        if (policies.IsOff || !press.IsFree(EnvelopeKind.Intro))
        {
            return;
        }

        var candidates = new Dictionary<PublicKey, IntroCandidate>();
        foreach (var candidate in await outbox.CandidatesAsync(cancellationToken))
        {
            await keys.PinAsync(candidate.Card, cancellationToken);
            if (keys.NeedsIntro(candidate.Card.PublicKey))
            {
                candidates[candidate.Card.PublicKey] = candidate;
            }
        }

        // One after the other, from the one after who was served last: nobody's mail stands before another's.
        foreach (var (contact, candidate) in candidates.OrderBy(one => one.Key.CompareTo(_servedLast) <= 0).ThenBy(static one => one.Key))
        {
            foreach (var mail in await outbox.DueAsync([contact], time.GetUtcNow() - policies.Options.InjectAfter, cancellationToken))
            {
                if (await TrySendAsync(mail, candidate, cancellationToken))
                {
                    _servedLast = contact;
                    return;
                }
            }
        }
    }

    private async Task<bool> TrySendAsync(QueuedMail mail, IntroCandidate to, CancellationToken cancellationToken)
    {
        if (_tried.TryGetValue(mail.Id, out var tried) && time.GetElapsedTime(tried) < AnotherTry)
        {
            return false;
        }

        if (mail.SizeBytes > LongestTried || _tooLong.Contains(mail.Id))
        {
            return TryAnnounce(mail, to, cancellationToken);
        }

        if (await outbox.TravellingAsync(mail.PublicKey, cancellationToken) >= MostTravelling || await mails.PrepareAsync(mail, cancellationToken) is not { } parcel)
        {
            return false;
        }

        if (parcel.Bytes.Length > IntroContents.ParcelCapacity)
        {
            _tooLong.Add(mail.Id);
            return TryAnnounce(mail, to, cancellationToken);
        }

        Start(
            mail,
            ParcelContents.IdOf(parcel.Digest),
            proof => IntroContents.OfParcel(proof, parcel.Bytes.Span),
            (envelope, stopping) => outbox.IntroducedAsync(
                mail.PublicKey,
                new RelayedMail(mail.Id, 1, parcel.Header, parcel.Digest, [new RelayedCopy(envelope.Release.ToArray(), EnvelopeLife.EndOf(envelope.Expiry))]),
                stopping),
            cancellationToken);
        return true;
    }

    /// <summary>Says that a mail waits which is too long, unless the contact has heard of us already.</summary>
    private bool TryAnnounce(QueuedMail mail, IntroCandidate to, CancellationToken cancellationToken)
    {
        if (to.IntroSentAt > time.GetUtcNow() - EnvelopeLife.Usual)
        {
            return false;
        }

        var size = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(size, mail.SizeBytes);
        var words = Encoding.UTF8.GetBytes(mail.Subject.Length > LongestSubject ? mail.Subject[..LongestSubject] : mail.Subject);
        Start(
            mail,
            MailId.New(),
            proof => IntroContents.OfWords(proof, [.. size, .. words]),
            (_, stopping) => outbox.AnnouncedAsync(mail.PublicKey, mail.Id, IntroWords.TooLong, stopping),
            cancellationToken);
        return true;
    }

    private void Start(QueuedMail mail, MailId id, Func<byte[], byte[]> contents, Func<SealedEnvelope, CancellationToken, Task> sent, CancellationToken stopping)
    {
        _tried[mail.Id] = time.GetTimestamp();
        var letter = new IntroLetter { From = keys.Card!, MailId = id, Created = mail.QueuedAt, Payload = default };
        press.Start(
            letter,
            mail.PublicKey,
            contents,
            static (_, _) => Task.CompletedTask,
            async (envelope, token) =>
            {
                await sent(envelope, token);

                // Should it be withdrawn, it may go again at once.
                _tried.Remove(mail.Id);
            },
            stopping);
    }
}
