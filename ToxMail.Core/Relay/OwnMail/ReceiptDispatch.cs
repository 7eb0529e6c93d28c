using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>
/// Tells authors what became of their relayed mail, and everybody else that its envelopes can go. Both leave together and late, so that nobody
/// learns from the moment when the mail arrived: <c>docs/protocol.md</c> §5.3.
/// </summary>
internal sealed class ReceiptDispatch(RelayedInbox inbox, Keyring keys, GossipDriver gossip, IntroPress press, ContactPolicies policies, WorkQueue queue, TimeProvider time)
{
    /// <summary>When no keys allow a receipt, or today's are used up.</summary>
    private static readonly TimeSpan AnotherTry = TimeSpan.FromHours(1);

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
    internal Task ReleaseAsync(Tombstone release, DateTimeOffset created, CancellationToken cancellationToken) =>
        gossip.StepAsync((node, now) => node.Release(release, DueAfter(created, now), now), cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var owed in (await inbox.DueAsync(time.GetUtcNow(), cancellationToken)).GroupBy(static owed => owed.Sender).Where(MayWrite))
        {
            await queue.TryAsync(stopping => TellAsync(owed.Key, [.. owed], stopping), cancellationToken);
        }
    }

    /// <summary>What cannot be told now is put off, so that it is in nobody's way.</summary>
    private async Task TellAsync(PublicKey sender, IReadOnlyList<RelayedArrival> owed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var free = new List<RelayedArrival>();
        foreach (var arrival in owed)
        {
            if (await IsFreeAsync(arrival, now, cancellationToken))
            {
                free.Add(arrival);
            }
        }

        foreach (var some in free.Chunk(Receipt.MostInOne))
        {
            if (MayTellToday(sender) && await SendAsync(sender, some, cancellationToken))
            {
                _counted[sender] = _counted.GetValueOrDefault(sender) + 1;
                continue;
            }

            foreach (var arrival in some)
            {
                await inbox.PostponeAsync(arrival, now + AnotherTry, cancellationToken);
            }
        }
    }

    /// <summary>Whoever was never met is answered by an intro, and those are stamped one at a time.</summary>
    private bool MayWrite(IGrouping<PublicKey, RelayedArrival> owed) => press.IsFree(EnvelopeKind.Receipt) || !keys.NeedsIntro(owed.Key);

    /// <summary>A guarded receipt waits until the envelope has come from two sides; one that waited as long as an envelope lives has nothing left to say.</summary>
    private async Task<bool> IsFreeAsync(RelayedArrival owed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var policy = policies.ReceiptsFor(owed.Sender);
        if (now >= owed.ForgetAt)
        {
            await inbox.PaidAsync(owed.Sender, owed.MailId, cancellationToken);
            return false;
        }

        if (ReceiptPlan.MayLeave(policy, owed.Envelopes.Max(envelope => Offerers(envelope.Id, owed.Sender))))
        {
            return true;
        }

        await (policy == ReceiptPolicy.Strict
            ? inbox.PaidAsync(owed.Sender, owed.MailId, cancellationToken)
            : inbox.PostponeAsync(owed, now + policies.Options.ReceiptGrid, cancellationToken));
        return false;
    }

    private async Task<bool> SendAsync(PublicKey sender, RelayedArrival[] owed, CancellationToken cancellationToken)
    {
        var payload = Receipt.Write([.. owed.Select(static one => new Receipt(MailId.Read(one.MailId), (MailStatus)one.Status))]);
        if (keys.NeedsIntro(sender))
        {
            return TrySendIntro(sender, owed, payload, cancellationToken);
        }

        var content = new EnvelopeContent { Kind = EnvelopeKind.Receipt, MailId = MailId.New(), Created = time.GetUtcNow(), Payload = payload };
        if (await keys.SealAsync(sender, [(content, EnvelopeClass.Small)], time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken) is not { } envelopes)
        {
            return false;
        }

        var refill = await keys.SealPrekeysAsync(sender, time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken);
        await gossip.InjectAsync([.. envelopes, .. refill], CarriagePlan.HopsOf(0, policies.Options), cancellationToken);
        await PaidAsync(sender, owed, cancellationToken);
        return true;
    }

    private bool TrySendIntro(PublicKey sender, RelayedArrival[] owed, byte[] payload, CancellationToken cancellationToken)
    {
        if (!press.IsFree(EnvelopeKind.Receipt))
        {
            return false;
        }

        var letter = new IntroLetter { From = keys.Card!, Kind = EnvelopeKind.Receipt, MailId = MailId.New(), Created = time.GetUtcNow(), Payload = default };
        press.Start(letter, sender, proof => IntroContents.OfReceipts(proof, payload), (_, stopping) => PaidAsync(sender, owed, stopping), cancellationToken);
        return true;
    }

    private async Task PaidAsync(PublicKey sender, RelayedArrival[] owed, CancellationToken cancellationToken)
    {
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

    private bool MayTellToday(PublicKey contact)
    {
        var today = Days.Of(time.GetUtcNow());
        if (_countedOn != today)
        {
            (_countedOn, _counted) = (today, []);
        }

        return _counted.GetValueOrDefault(contact) < ReceiptPlan.MostPerContactAndDay;
    }

    private int Offerers(byte[] id, PublicKey sender) => gossip.Ask(node => node.DistinctOfferers(EnvelopeId.Read(id), sender));
}
