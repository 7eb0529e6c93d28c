using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Hands own mail to relays: first when it could not be delivered for a while, then anew and farther when no receipt comes.</summary>
internal sealed class MailDispatch(RelayedOutbox outbox, IRelayedMail mails, Keyring keys, GossipDriver gossip, ContactPolicies policies, WorkQueue queue, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private long? _lookedAt;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);

        // The farthest stage first: a mail that missed stages, while this node was off, is sealed once.
        var left = keys.Sealable(time.GetUtcNow()).ToHashSet();
        for (var stage = policies.Options.EscalateAfter.Count; stage >= 0; stage--)
        {
            await SendDueAsync(stage, left, cancellationToken);
        }

        await ReleaseAsync(cancellationToken);
    }

    /// <summary>What was sealed for a contact with keys that do not count any more, or are in doubt: nobody is to carry it on, and the mails wait as if they had never left.</summary>
    internal async Task WithdrawAsync(PublicKey recipient, CancellationToken cancellationToken)
    {
        var releases = await outbox.ReleasesForAsync(recipient, cancellationToken);
        if (releases.Count == 0 || await ReleaseAsync(releases, cancellationToken))
        {
            await outbox.WithdrawAsync(recipient, cancellationToken);
        }
    }

    /// <summary>Mail whose envelopes are gone, because their store was damaged or they have lived while it still waits, is sealed once more.</summary>
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (_lookedAt is { } before && time.GetElapsedTime(before) < BetweenLooks)
        {
            return;
        }

        _lookedAt = time.GetTimestamp();
        var onTheirWay = await outbox.OnTheirWayAsync(time.GetUtcNow(), cancellationToken);
        var lost = gossip.Ask(node => onTheirWay.Where(mail => !mail.Value.Any(release => node.Knows(new Wire.Tombstone(release)))).Select(static mail => mail.Key).ToList());
        if (lost.Count > 0)
        {
            await outbox.StartAnewAsync(lost, cancellationToken);
        }
    }

    /// <summary>A contact whose mail cannot be sealed now, for one reason or another, does not keep the others' waiting.</summary>
    private async Task SendDueAsync(int stage, HashSet<PublicKey> left, CancellationToken cancellationToken)
    {
        var options = policies.Options;
        var before = time.GetUtcNow() - (stage == 0 ? options.InjectAfter : options.EscalateAfter[stage - 1]);
        IReadOnlyList<QueuedMail> due;
        do
        {
            due = await outbox.DueAsync(left, stage, before, options.MaxMailBytes, cancellationToken);
            foreach (var mail in due.Where(mail => left.Contains(mail.PublicKey)))
            {
                var isSent = false;
                await queue.TryAsync(async stopping => isSent = await SendAsync(mail, stage, CarriagePlan.HopsOf(stage, options), stopping), cancellationToken);
                if (!isSent)
                {
                    left.Remove(mail.PublicKey);
                }
            }
        }
        while (due.Count > 0);
    }

    /// <summary>The envelopes are durable before the outbox says that they are on their way: what is lost in between is sealed once more, and the recipient knows the parcel again.</summary>
    private async Task<bool> SendAsync(QueuedMail mail, int stage, byte hops, CancellationToken cancellationToken)
    {
        if (!mails.HasRoomFor(2 * RelayLimits.LargestMail) || await mails.PrepareAsync(mail, cancellationToken) is not { } parcel)
        {
            return false;
        }

        var contents = ParcelContents.Of(parcel, mail.QueuedAt);
        if (await keys.SealAsync(mail.PublicKey, contents, time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken) is not { } envelopes)
        {
            return false;
        }

        var refill = await keys.SealPrekeysAsync(mail.PublicKey, time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken);
        await gossip.InjectAsync([.. envelopes, .. refill], hops, cancellationToken);
        var copies = envelopes.Select(static envelope => new RelayedCopy(envelope.Release.ToArray(), EnvelopeLife.EndOf(envelope.Expiry)));
        await outbox.RelayedAsync(new RelayedMail(mail.Id, stage + 1, parcel.Header, parcel.Digest, [.. copies]), cancellationToken);
        return true;
    }

    /// <summary>Mail that has ended, however it did, need not be carried any more.</summary>
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var copies = await outbox.ReleasableAsync(cancellationToken);
        if (copies.Count > 0 && await ReleaseAsync(copies.Values, cancellationToken))
        {
            await outbox.ForgetCopiesAsync([.. copies.Keys], time.GetUtcNow(), cancellationToken);
        }
    }

    private Task<bool> ReleaseAsync(IEnumerable<byte[]> releases, CancellationToken cancellationToken) => gossip.StepAsync(
        (node, now) =>
        {
            foreach (var release in releases)
            {
                node.Release(new Wire.Tombstone(release), now, now);
            }
        },
        cancellationToken);
}
