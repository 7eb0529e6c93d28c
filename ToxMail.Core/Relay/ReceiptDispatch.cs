using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>
/// Tells authors what became of their relayed mail, and everybody else that its envelopes can go. Both leave together and late, so that nobody
/// learns from the moment when the mail arrived: <c>docs/protocol.md</c> §5.3.
/// </summary>
internal sealed class ReceiptDispatch(RelayedInbox inbox, Keyring keys, GossipDriver gossip, ContactPolicies policies, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly SecureRandom _random = new();
    private Dictionary<PublicKey, int> _counted = [];
    private int _countedOn;

    /// <summary>Owes a receipt, unless the contact's policy is to give none over relays.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal Task OweAsync(PublicKey sender, EnvelopeContent content, MailStatus status, IReadOnlyList<(byte[] Id, byte[] Release)> envelopes, CancellationToken cancellationToken) =>
        policies.ReceiptsFor(sender) == ReceiptPolicy.Strict
            ? Task.CompletedTask
            : inbox.OweAsync(
                new RelayedArrival
                {
                    Sender = sender,
                    MailId = content.MailId.ToArray(),
                    Status = (byte)status,
                    DueAt = DueAfter(content.Created, time.GetUtcNow()),
                    ForgetAt = time.GetUtcNow() + EnvelopeLife.Longest,
                    Envelopes = envelopes,
                },
                cancellationToken);

    /// <summary>A receipt has arrived: what carried it can go, no sooner than a receipt for it could have come.</summary>
    internal Task ReleaseAsync(OpenedEnvelope opened, CancellationToken cancellationToken) =>
        gossip.StepAsync((node, now) => node.Release(opened.Release, DueAfter(opened.Content.Created, now), now), cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var owed in (await inbox.DueAsync(now, cancellationToken)).GroupBy(static owed => owed.Sender))
        {
            var free = new List<RelayedArrival>();
            foreach (var arrival in owed)
            {
                if (await IsFreeAsync(arrival, now, cancellationToken))
                {
                    free.Add(arrival);
                }
            }

            foreach (var some in free.Chunk(Receipt.MostInOne).Where(_ => TryCount(owed.Key)))
            {
                await SendAsync(owed.Key, some, cancellationToken);
            }
        }
    }

    /// <summary>A guarded receipt waits until the envelope has come from two sides; one that waited as long as an envelope lives has nothing left to say.</summary>
    private async Task<bool> IsFreeAsync(RelayedArrival owed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var policy = policies.ReceiptsFor(owed.Sender);
        if (ReceiptPlan.MayLeave(policy, owed.Envelopes.Max(envelope => Offerers(envelope.Id, owed.Sender))))
        {
            return true;
        }

        await (policy == ReceiptPolicy.Strict || now >= owed.ForgetAt
            ? inbox.PaidAsync(owed.Sender, owed.MailId, cancellationToken)
            : inbox.PostponeAsync(owed, now + policies.Options.ReceiptGrid, cancellationToken));
        return false;
    }

    private async Task SendAsync(PublicKey sender, RelayedArrival[] owed, CancellationToken cancellationToken)
    {
        var content = new EnvelopeContent
        {
            Kind = EnvelopeKind.Receipt,
            MailId = MailId.New(),
            Created = time.GetUtcNow(),
            Payload = Receipt.Write([.. owed.Select(static one => new Receipt(MailId.Read(one.MailId), (MailStatus)one.Status))]),
        };
        if (await keys.SealAsync(sender, [(content, EnvelopeClass.Small)], time.GetUtcNow(), Life, cancellationToken) is not { } envelopes)
        {
            return;
        }

        await gossip.InjectAsync(envelopes, CarriagePlan.HopsOf(0, policies.Options), cancellationToken);
        await gossip.StepAsync((node, now) => ReleaseAll(node, owed, now), cancellationToken);
        foreach (var one in owed)
        {
            await inbox.PaidAsync(sender, one.MailId, cancellationToken);
        }
    }

    private static void ReleaseAll(GossipNode node, RelayedArrival[] owed, DateTimeOffset now)
    {
        foreach (var (_, release) in owed.SelectMany(static one => one.Envelopes))
        {
            node.Release(new Tombstone(release), now, now);
        }
    }

    private DateTimeOffset DueAfter(DateTimeOffset created, DateTimeOffset now) => ReceiptPlan.NextDue(created, now, policies.Options, _random);

    /// <summary>Counts one more receipt for a contact today, unless there were enough.</summary>
    private bool TryCount(PublicKey contact)
    {
        var today = Days.Of(time.GetUtcNow());
        if (_countedOn != today)
        {
            (_countedOn, _counted) = (today, []);
        }

        var count = _counted.GetValueOrDefault(contact);
        _counted[contact] = count + 1;
        return count < ReceiptPlan.MostPerContactAndDay;
    }

    private int Offerers(byte[] id, PublicKey sender) => gossip.Ask(node => node.DistinctOfferers(EnvelopeId.Read(id), sender));
}
