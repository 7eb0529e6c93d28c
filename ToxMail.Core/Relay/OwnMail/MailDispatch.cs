using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>
/// Hands own mail to relays: first when it could not be delivered for a while, then anew and farther when no receipt comes. Of mail that is too large for them they
/// get word in its stead.
/// </summary>
internal sealed class MailDispatch(RelayedOutbox outbox, AnnouncedOutbox announced, IRelayedMail mails, Keyring keys, GossipDriver gossip, ContactPolicies policies, WorkQueue queue, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private long? _lookedAt;

    /// <summary>Puts envelopes on their way.</summary>
    private delegate Task Injection(IReadOnlyList<SealedEnvelope> envelopes, CancellationToken cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);

        // The farthest stage first: a mail that missed stages, while this node was off, is sealed once.
        var left = keys.Sealable(time.GetUtcNow()).ToHashSet();
        for (var stage = policies.Options.EscalateAfter.Count; stage >= 0; stage--)
        {
            await SendStageAsync(stage, left, cancellationToken);
        }

        await SendToStoresAsync(left, cancellationToken);
        await ReleaseAsync(cancellationToken);
    }

    private async Task SendStageAsync(int stage, HashSet<PublicKey> left, CancellationToken cancellationToken)
    {
        var options = policies.Options;
        var before = time.GetUtcNow() - CarriagePlan.AgeAt(stage, options);
        Task Inject(IReadOnlyList<SealedEnvelope> envelopes, CancellationToken stopping) => gossip.InjectAsync(envelopes, CarriagePlan.HopsOf(stage, options), stopping);
        await SendDueAsync(left, () => announced.DueAsync(left, stage, before, options.MaxMailBytes, cancellationToken), (mail, stopping) => AnnounceAsync(mail, stage, Inject, stopping), cancellationToken);
        await SendDueAsync(left, () => outbox.DueAsync(left, stage, before, 0, options.MaxMailBytes, cancellationToken), (mail, stopping) => SendAsync(mail, stage, Inject, stopping), cancellationToken);
    }

    /// <summary>What contacts do not carry, store nodes may keep. Last and once, for such a mail may use up the day's tags.</summary>
    private async Task SendToStoresAsync(HashSet<PublicKey> left, CancellationToken cancellationToken)
    {
        var options = policies.Options;
        var before = time.GetUtcNow() - options.InjectAfter;
        left.RemoveWhere(contact => !policies.HasStoreFor(contact));
        await SendDueAsync(left, () => outbox.DueAsync(left, 0, before, options.MaxMailBytes, RelayLimits.LargestMail, cancellationToken), (mail, stopping) => SendAsync(mail, 0, gossip.InjectForStoresAsync, stopping), cancellationToken);
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
        var lost = gossip.Ask(node => onTheirWay.Where(mail => !mail.Value.Any(release => node.Knows(new Tombstone(release)))).Select(static mail => mail.Key).ToList());
        if (lost.Count > 0)
        {
            await outbox.StartAnewAsync(lost, cancellationToken);
        }
    }

    /// <summary>A contact whose mail cannot be sealed now, for one reason or another, does not keep the others' waiting.</summary>
    private async Task SendDueAsync(HashSet<PublicKey> left, Func<Task<IReadOnlyList<QueuedMail>>> look, Func<QueuedMail, CancellationToken, Task<bool>> send, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueuedMail> due;
        do
        {
            due = await look();
            foreach (var mail in due.Where(mail => left.Contains(mail.PublicKey)))
            {
                var isSent = false;
                await queue.TryAsync(async stopping => isSent = await send(mail, stopping), cancellationToken);
                if (!isSent)
                {
                    left.Remove(mail.PublicKey);
                }
            }
        }
        while (due.Count > 0);
    }

    private async Task<bool> SendAsync(QueuedMail mail, int stage, Injection inject, CancellationToken cancellationToken)
    {
        if (!mails.HasRoomFor(2 * RelayLimits.LargestMail) || await mails.PrepareAsync(mail, cancellationToken) is not { } parcel
            || await HandOverAsync(mail.PublicKey, ParcelContents.Of(parcel, mail.QueuedAt), inject, cancellationToken) is not { } copies)
        {
            return false;
        }

        await outbox.RelayedAsync(new RelayedMail(mail.Id, stage + 1, parcel.Header, parcel.Digest, copies), cancellationToken);
        return true;
    }

    private async Task<bool> AnnounceAsync(QueuedMail mail, int stage, Injection inject, CancellationToken cancellationToken)
    {
        if (mail.ExpiresAt is not { } until || !mails.HasRoomFor(RelayLimits.LargestMail) || await mails.NameAsync(mail, cancellationToken) is not { } parcel)
        {
            return false;
        }

        var manifest = new MailManifest { Digest = new Digest(parcel.Digest), SizeBytes = mail.SizeBytes, Written = mail.QueuedAt, Until = until };
        if (await HandOverAsync(mail.PublicKey, [(manifest.ToContent(), EnvelopeClass.Small)], inject, cancellationToken) is not { } copies)
        {
            return false;
        }

        await announced.AnnouncedAsync(new RelayedMail(mail.Id, stage + 1, parcel.Header, parcel.Digest, copies), cancellationToken);
        return true;
    }

    /// <summary>The envelopes are durable before the outbox says that they are on their way: what is lost in between is sealed once more, and the recipient knows the parcel again.</summary>
    private async Task<IReadOnlyList<RelayedCopy>?> HandOverAsync(PublicKey to, IReadOnlyList<(EnvelopeContent Content, EnvelopeClass Size)> contents, Injection inject, CancellationToken cancellationToken)
    {
        if (await keys.SealAsync(to, contents, time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken) is not { } envelopes)
        {
            return null;
        }

        var refill = await keys.SealPrekeysAsync(to, time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken);
        await inject([.. envelopes, .. refill], cancellationToken);
        return [.. envelopes.Select(static envelope => new RelayedCopy(envelope.Release.ToArray(), EnvelopeLife.EndOf(envelope.Expiry)))];
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
                node.Release(new Tombstone(release), now);
            }
        },
        cancellationToken);
}
