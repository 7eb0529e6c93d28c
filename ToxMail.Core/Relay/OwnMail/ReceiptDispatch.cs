using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>
/// Tells authors what became of their relayed mail, and everybody else that its envelopes can go. Both leave together and late, so that nobody
/// learns from the moment when the mail arrived; envelopes that brought a receipt or fresh keys go by the same rules, and nothing is told of them: <c>docs/protocol.md</c> §5.3.
/// </summary>
internal sealed class ReceiptDispatch(
    RelayedInbox inbox,
    Keyring keys,
    GossipDriver gossip,
    CountedInjection injection,
    Witnesses witnesses,
    IntroPress press,
    ReceiptBudget budget,
    ContactPolicies policies,
    WorkQueue queue,
    TimeProvider time)
{
    /// <summary>When no keys allow a receipt, today's are used up, or it could not be kept.</summary>
    private static readonly TimeSpan AnotherTry = TimeSpan.FromHours(1);

    private readonly SecureRandom _random = new();

    /// <summary>Owes a receipt, unless the contact's policy is to give none over relays. That a mail had come before is not told: by which way may be what nobody is to learn.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal Task OweAsync(PublicKey sender, EnvelopeContent content, MailStatus status, IReadOnlyList<(byte[] Id, byte[] Release)> envelopes, CancellationToken cancellationToken) =>
        OweAsync(sender, content, (byte)(status == MailStatus.HadAlready ? MailStatus.Stored : status), envelopes, null, cancellationToken);

    /// <summary>Owes the end of an envelope that no receipt is for: that x leaves shows as much as a receipt that it came here.</summary>
    /// <param name="sender">Its author.</param>
    /// <param name="content">What was in it.</param>
    /// <param name="id">The envelope.</param>
    /// <param name="release">Its x.</param>
    /// <param name="receipt">The receipt in it that is to count before x leaves; null when there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal Task OweEndAsync(PublicKey sender, EnvelopeContent content, EnvelopeId id, Tombstone release, byte[]? receipt, CancellationToken cancellationToken) =>
        OweAsync(sender, content, RelayedArrival.NothingToTell, [(id.ToArray(), release.ToArray())], receipt, cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var owed in (await inbox.DueAsync(now, ReceiptPlan.LatestDue(now, policies.Options), cancellationToken)).GroupBy(static owed => owed.Sender))
        {
            await queue.TryAsync(stopping => PayAsync(owed.Key, [.. owed.Where(MayTell)], stopping), cancellationToken);
        }
    }

    private Task OweAsync(PublicKey sender, EnvelopeContent content, byte status, IReadOnlyList<(byte[] Id, byte[] Release)> envelopes, byte[]? receipt, CancellationToken cancellationToken) =>
        policies.ReceiptsFor(sender) == ReceiptPolicy.Strict
            ? Task.CompletedTask
            : inbox.OweAsync(
                new RelayedArrival
                {
                    Sender = sender,
                    MailId = content.MailId.ToArray(),
                    Status = status,
                    DueAt = ReceiptPlan.NextDue(content.Created, time.GetUtcNow(), policies.Options, _random),
                    ForgetAt = time.GetUtcNow() + EnvelopeLife.Longest,
                    Envelopes = envelopes,
                    Receipt = receipt,
                },
                cancellationToken);

    /// <summary>What cannot be told now is put off, so that it is in nobody's way.</summary>
    private async Task PayAsync(PublicKey sender, IReadOnlyList<RelayedArrival> owed, CancellationToken cancellationToken)
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

        // With its x the envelope is forgotten, and who has offered it: a receipt that could not be made to count just now goes first.
        await PaidAsync([.. free.Where(static arrival => arrival is { HasWord: false, Receipt: null })], cancellationToken);
        foreach (var some in free.Where(static arrival => arrival.HasWord).Chunk(Receipt.MostInOne))
        {
            // Before it is tried: each try takes keys, which one that fails does not give back.
            foreach (var arrival in some)
            {
                await inbox.PostponeAsync(arrival, now + AnotherTry, cancellationToken);
            }

            if (budget.Allows(sender))
            {
                await SendAsync(sender, some, cancellationToken);
            }
        }
    }

    /// <summary>Whoever was never met is answered by an intro, and those are stamped one at a time.</summary>
    private bool MayTell(RelayedArrival owed) => !owed.HasWord || press.IsFree(EnvelopeKind.Receipt) || !keys.NeedsIntro(owed.Sender);

    /// <summary>What waited as long as an envelope lives is of no use any more.</summary>
    private async Task<bool> IsFreeAsync(RelayedArrival owed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now >= owed.ForgetAt || policies.ReceiptsFor(owed.Sender) == ReceiptPolicy.Strict)
        {
            await inbox.DropAsync(owed, cancellationToken);
            return false;
        }

        if (witnesses.AreEnough(owed))
        {
            return true;
        }

        await inbox.PostponeAsync(owed, now + policies.Options.ReceiptGrid, cancellationToken);
        return false;
    }

    private async Task SendAsync(PublicKey sender, RelayedArrival[] owed, CancellationToken cancellationToken)
    {
        // The lowest says most (docs/protocol.md §1.3): of a mail that was only announced before, that it is here.
        var words = owed.Select(static one => new Receipt(MailId.Read(one.MailId), (MailStatus)one.Status)).GroupBy(static word => word.MailId);
        var payload = Receipt.Write([.. words.Select(static same => same.MinBy(static word => word.Status))]);
        if (keys.NeedsIntro(sender))
        {
            SendIntro(sender, owed, payload, cancellationToken);
            return;
        }

        var content = new EnvelopeContent { Kind = EnvelopeKind.Receipt, MailId = MailId.New(), Created = time.GetUtcNow(), Payload = payload };
        if (await keys.SealAsync(sender, [(content, EnvelopeClass.Small)], time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken) is not { } envelopes)
        {
            return;
        }

        var refill = await keys.SealPrekeysAsync(sender, time.GetUtcNow(), EnvelopeLife.Usual, cancellationToken);
        await injection.RunAsync([.. envelopes, .. refill], CarriagePlan.HopsOf(0, policies.Options), Count, cancellationToken);
        await PaidAsync(owed, cancellationToken);

        Task Count(int by, CancellationToken stopping) => budget.CountAsync(sender, by, stopping);
    }

    private void SendIntro(PublicKey sender, RelayedArrival[] owed, byte[] payload, CancellationToken cancellationToken)
    {
        if (!press.IsFree(EnvelopeKind.Receipt))
        {
            return;
        }

        var letter = new IntroLetter { From = keys.Card!, Kind = EnvelopeKind.Receipt, MailId = MailId.New(), Created = time.GetUtcNow(), Payload = default };
        press.Start(
            letter,
            sender,
            proof => IntroContents.OfReceipts(proof, payload),
            (by, stopping) => budget.CountAsync(sender, by, stopping),
            (_, stopping) => PaidAsync(owed, stopping),
            cancellationToken);
    }

    private async Task PaidAsync(RelayedArrival[] owed, CancellationToken cancellationToken)
    {
        if (await gossip.StepAsync((node, now) => ReleaseAll(node, owed, now), cancellationToken))
        {
            foreach (var one in owed)
            {
                await inbox.PaidAsync(one, cancellationToken);
            }
        }
    }

    private static void ReleaseAll(GossipNode node, RelayedArrival[] owed, DateTimeOffset now)
    {
        foreach (var (_, release) in owed.SelectMany(static one => one.Envelopes))
        {
            node.Release(new Tombstone(release), now);
        }
    }
}
