using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// Fetches what was chosen, from one of those who offer it, after a random wait. Nothing here knows whether an envelope is for this node, so the wait
/// cannot tell.
/// </summary>
internal sealed class Fetching(IGossipOutput output, Quotas quotas, Random random)
{
    /// <summary>Entries of one contact that may be undecided; what it offers beyond is to be shown again.</summary>
    private const int MostOpen = 8192;

    /// <summary>Frames of one contact that may be undecided.</summary>
    private const int MostBatches = 1024;

    /// <summary>How often a contact is asked for the same in one session.</summary>
    private const int MostAsks = 3;

    /// <summary>So many ticks later what could not be taken, or did not come, is asked for again.</summary>
    private const int TicksToRetry = 6;

    /// <summary>Bytes in a second of the slowest link that is waited for.</summary>
    private const double SlowestLink = 16 * 1024;

    /// <summary>For the way there and back, and for a contact that is busy.</summary>
    private static readonly TimeSpan _leastPatience = TimeSpan.FromSeconds(5);

    /// <summary>Until what is offered is looked at again while there is no room.</summary>
    private static readonly TimeSpan _withoutRoom = TimeSpan.FromSeconds(5);

    private readonly Dictionary<EnvelopeId, Candidate> _candidates = [];
    private readonly HashSet<PublicKey> _toGreet = [];

    public RelayOptions Options { get; set; } = new();

    /// <summary>While there is none, nothing is asked for and nothing given up, whoever it is for.</summary>
    public bool HasRoom { get; set; } = true;

    /// <summary>Starts the wait, whether or not anything was chosen.</summary>
    public void Arm(Neighbour neighbour, DateTimeOffset now)
    {
        if (neighbour.IsOnline)
        {
            neighbour.WantDue ??= now + (Options.MaxWantDelay * random.NextDouble());
        }
    }

    public void Choose(Neighbour from, EnvelopeOffer offer, OfferBatch batch)
    {
        if (!_candidates.TryGetValue(offer.Id, out var candidate))
        {
            candidate = new Candidate(offer.Id);
        }

        if (from.Open.Contains(candidate))
        {
            return;
        }

        if (from.Open.Count >= MostOpen)
        {
            batch.LeaveOpen();
            from.HasMore = true;
            return;
        }

        from.Open.Add(candidate);
        _candidates[offer.Id] = candidate;
        candidate.Add(new CandidateOffer(from, offer, batch));
        batch.Open++;
    }

    public void DoDue(Neighbour neighbour, DateTimeOffset now)
    {
        if (neighbour.RetryDue <= now)
        {
            neighbour.RetryDue = null;
            Arm(neighbour, now);
        }

        if (neighbour.WantDue <= now)
        {
            Ask(neighbour, now);
        }

        if (neighbour.AnswerDue <= now)
        {
            LosePatience(neighbour, now);
        }
    }

    /// <summary>Asks a contact for what it offered and nobody else was asked for. What its quota does not allow waits for another day, or for room.</summary>
    private void Ask(Neighbour neighbour, DateTimeOffset now)
    {
        if (!HasRoom)
        {
            neighbour.WantDue = now + _withoutRoom + (Options.MaxWantDelay * random.NextDouble());
            return;
        }

        neighbour.WantDue = null;
        var open = neighbour.Open.Where(candidate => candidate.Asked is null).ToArray();
        random.Shuffle(open);
        var asked = new List<Candidate>(open.Length);
        var allowance = quotas.Of(neighbour.Account, now);
        foreach (var candidate in open)
        {
            var offer = candidate.OfferOf(neighbour);
            if (!allowance.TryTake(offer))
            {
                RetryLater(neighbour, now);
                continue;
            }

            candidate.Asked = neighbour;
            neighbour.Account.Ask(offer);
            asked.Add(candidate);
        }

        if (asked.Count > 0)
        {
            var due = now + PatienceWith(neighbour);
            asked.ForEach(candidate => candidate.AnswerDue = due);
            neighbour.AnswerDue ??= due;
            output.Want(neighbour.Key, asked.ConvertAll(static candidate => candidate.Id));
        }
    }

    /// <summary>What the contact had said of an envelope that now came from it, and only if it was asked.</summary>
    public EnvelopeOffer? Answered(Neighbour from, EnvelopeId id)
    {
        if (!_candidates.TryGetValue(id, out var candidate) || candidate.Asked != from)
        {
            return null;
        }

        var offer = candidate.OfferOf(from);
        Release(candidate);
        return offer;
    }

    /// <summary>The contact's word was wrong; others may have the envelope.</summary>
    public void Distrust(Neighbour from, EnvelopeId id, DateTimeOffset now)
    {
        var candidate = _candidates[id];
        GiveUp(candidate, from);
        MoveCursor(from, now);
        ReadOn(from, now);
        ArmOthers(candidate, now);
    }

    /// <summary>An envelope is here, or is not wanted any more.</summary>
    /// <returns>Who offered it.</returns>
    public NeighbourSet Settle(EnvelopeId id, DateTimeOffset now)
    {
        var offerers = default(NeighbourSet);
        if (!_candidates.Remove(id, out var candidate))
        {
            return offerers;
        }

        Release(candidate);
        foreach (var offer in candidate.Offers)
        {
            offerers.Add(offer.From.Index);
            offer.From.Open.Remove(candidate);
            offer.Batch.Open--;
            MoveCursor(offer.From, now);
            ReadOn(offer.From, now);
        }

        return offerers;
    }

    /// <summary>
    /// The contact did not send what it was asked for: it may not have it any more, or there was no room for it here. Others are asked, then it once more. Its cursor
    /// stays where it is for this session, so that what it still has the next time is offered again.
    /// </summary>
    private void LosePatience(Neighbour neighbour, DateTimeOffset now)
    {
        neighbour.AnswerDue = null;
        foreach (var candidate in neighbour.Open.Where(candidate => candidate.Asked == neighbour).ToArray())
        {
            if (candidate.AnswerDue > now)
            {
                // Asked for later: what keeps coming, or being offered, gives no more time to what does not come.
                neighbour.AnswerDue = neighbour.AnswerDue < candidate.AnswerDue ? neighbour.AnswerDue : candidate.AnswerDue;
                continue;
            }

            Release(candidate);
            ArmOthers(candidate, now);
            if (candidate.LoseWith(neighbour) >= MostAsks)
            {
                candidate.BatchOf(neighbour).LeaveOpen();
                GiveUp(candidate, neighbour);
            }
            else
            {
                RetryLater(neighbour, now);
            }
        }

        ReadOn(neighbour, now);
    }

    /// <summary>Contacts who are to be greeted again, so that they show what was passed over.</summary>
    public IReadOnlyList<PublicKey> TakeToGreet()
    {
        PublicKey[] taken = [.. _toGreet];
        _toGreet.Clear();
        return taken;
    }

    /// <summary>Has the contact show what it was not asked for because too much was open, now that nothing is.</summary>
    private void ReadOn(Neighbour neighbour, DateTimeOffset now)
    {
        if (neighbour is { HasMore: true, Open.Count: 0 })
        {
            Leave(neighbour, now);
            _toGreet.Add(neighbour.Key);
        }
    }

    private TimeSpan PatienceWith(Neighbour neighbour) =>
        (Options.MaxWantDelay * 2) + _leastPatience + TimeSpan.FromSeconds(neighbour.Account.AskedBytes / SlowestLink);

    private void RetryLater(Neighbour neighbour, DateTimeOffset now) => neighbour.RetryDue ??= now + (Options.Tick * TicksToRetry);

    /// <summary>What the contact offered in this session is undecided again; its cursor stays before it.</summary>
    public void Leave(Neighbour neighbour, DateTimeOffset now)
    {
        foreach (var candidate in neighbour.Open.ToArray())
        {
            var wasAsked = candidate.Asked == neighbour;
            GiveUp(candidate, neighbour);
            if (wasAsked)
            {
                ArmOthers(candidate, now);
            }
        }

        neighbour.HasMore = false;
        neighbour.Batches.Clear();
        neighbour.WantDue = null;
        neighbour.AnswerDue = null;
        neighbour.RetryDue = null;
    }

    /// <summary>The frame is gone through; its log is read that far once nothing of it is open.</summary>
    public void Read(Neighbour neighbour, OfferBatch batch, DateTimeOffset now)
    {
        if (batch.Open == 0 && neighbour.Batches.Count > 0)
        {
            // Frames with nothing in them must not pile up behind one that is open.
            neighbour.LastBatch!.UpTo = batch.UpTo;
        }
        else if (neighbour.Batches.Count >= MostBatches)
        {
            neighbour.LastBatch!.LeaveOpen();
            neighbour.HasMore = true;
        }
        else
        {
            neighbour.Batches.Enqueue(batch);
            neighbour.LastBatch = batch;
        }

        MoveCursor(neighbour, now);
    }

    /// <summary>Notes how far the contact's log is read.</summary>
    private void MoveCursor(Neighbour neighbour, DateTimeOffset now)
    {
        var cursor = neighbour.State.Cursor;
        while (neighbour.Batches.TryPeek(out var batch) && batch.Open == 0)
        {
            cursor = neighbour.Batches.Dequeue().UpTo;
        }

        if (cursor != neighbour.State.Cursor)
        {
            neighbour.State = neighbour.State with { Cursor = cursor, LastSync = now };
            output.Save(neighbour.State);
        }
    }

    private static void Release(Candidate candidate)
    {
        if (candidate.Asked is { } asked)
        {
            asked.Account.Answered(candidate.OfferOf(asked));
            candidate.Asked = null;
        }
    }

    private void GiveUp(Candidate candidate, Neighbour neighbour)
    {
        if (candidate.Asked == neighbour)
        {
            Release(candidate);
        }

        neighbour.Open.Remove(candidate);
        candidate.Remove(neighbour).Open--;
        if (candidate.Offers.Count == 0)
        {
            _candidates.Remove(candidate.Id);
        }
    }

    private void ArmOthers(Candidate candidate, DateTimeOffset now)
    {
        foreach (var offer in candidate.Offers.Where(offer => offer.From != candidate.LastAsked))
        {
            Arm(offer.From, now);
        }
    }
}
