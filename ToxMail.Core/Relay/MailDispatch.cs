using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay;

/// <summary>Hands own mail to relays: first when it could not be delivered for a while, then anew and farther when no receipt comes.</summary>
internal sealed class MailDispatch(RelayedOutbox outbox, IRelayedMail mails, Keyring keys, GossipDriver gossip, ContactPolicies policies, TimeProvider time)
{
    /// <summary>How long an envelope of a mail may travel: long enough for those who are online once a week.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = policies.Options;
        if (policies.IsOff)
        {
            return;
        }

        // The farthest stage first: a mail that missed stages, while this node was off, is sealed once.
        for (var stage = options.EscalateAfter.Count; stage >= 0; stage--)
        {
            var after = stage == 0 ? options.InjectAfter : options.EscalateAfter[stage - 1];
            var now = time.GetUtcNow();
            foreach (var mail in await outbox.DueAsync(keys.Sealable(now), stage, now - after, options.MaxMailBytes, cancellationToken))
            {
                await SendAsync(mail, stage, CarriagePlan.HopsOf(stage, options), cancellationToken);
            }
        }

        await ReleaseAsync(cancellationToken);
    }

    /// <summary>The envelopes are durable before the outbox says that they are on their way: what is lost in between is sealed once more, and the recipient knows the parcel again.</summary>
    private async Task SendAsync(QueuedMail mail, int stage, byte hops, CancellationToken cancellationToken)
    {
        if (await mails.PrepareAsync(mail, cancellationToken) is not { } parcel)
        {
            return;
        }

        var contents = ParcelContents.Of(parcel, mail.QueuedAt);
        if (await keys.SealAsync(mail.PublicKey, contents, time.GetUtcNow(), Life, cancellationToken) is { } envelopes)
        {
            await gossip.InjectAsync(envelopes, hops, cancellationToken);
            var copies = envelopes.Select(static envelope => new RelayedCopy(envelope.Release.ToArray(), EnvelopeLife.EndOf(envelope.Expiry)));
            await outbox.RelayedAsync(new RelayedMail(mail.Id, stage + 1, parcel.Header, parcel.Digest, [.. copies]), cancellationToken);
        }
    }

    /// <summary>Mail that has ended, however it did, need not be carried any more.</summary>
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var copies = await outbox.ReleasableAsync(cancellationToken);
        if (copies.Count > 0)
        {
            await gossip.StepAsync(
                (node, now) =>
                {
                    foreach (var release in copies.Values)
                    {
                        node.Release(new Wire.Tombstone(release), now, now);
                    }
                },
                cancellationToken);
            await outbox.ForgetCopiesAsync([.. copies.Keys], time.GetUtcNow(), cancellationToken);
        }
    }
}
