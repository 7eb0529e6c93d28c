namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// What is taken from a contact, all of it charged to who hands it over. The same for envelopes that are for this node: who has used up his share
/// could else see by what is still taken whose it is.
/// </summary>
internal sealed class Quotas(EnvelopePool pool)
{
    /// <summary>First letters and their receipts that one contact may hand over.</summary>
    internal const int IntrosPerDay = 50;

    /// <summary>An envelope that so many contacts have has done its work here.</summary>
    private const int WideSpread = 3;

    public RelayOptions Options { get; set; } = new();

    /// <summary>What may be asked of a contact now.</summary>
    public Allowance Of(Account account, DateTimeOffset now)
    {
        account.Turn(now);
        var (bytes, count) = (Options.PerContactBytes - account.HeldBytes - account.AskedBytes, Options.PerContactEnvelopes - account.Held.Count - account.Asked);
        foreach (var held in account.Held.Where(static held => held.Spread >= WideSpread))
        {
            (bytes, count) = (bytes + held.Size, count + 1);
        }

        return new Allowance(Math.Min(bytes, Options.DailyBytesPerContact - account.InToday - account.AskedBytes), count, IntrosPerDay - account.IntrosToday - account.AskedIntros);
    }

    /// <summary>What must go before an envelope of this contact can be kept, or null when it cannot be kept.</summary>
    public IReadOnlyList<Held>? ToEvict(Account account, int size)
    {
        var victims = new List<Held>();
        var (bytes, count) = (Options.PerContactBytes - account.HeldBytes - size, Options.PerContactEnvelopes - account.Held.Count - 1);
        if (bytes < 0 || count < 0)
        {
            foreach (var held in account.Held.Where(held => held.Spread >= WideSpread).Order(_worstFirst))
            {
                victims.Add(held);
                (bytes, count) = (bytes + held.Size, count + 1);
                if (bytes >= 0 && count >= 0)
                {
                    return victims;
                }
            }

            return null;
        }

        return victims;
    }

    /// <summary>The worst of the contact that uses most, while all together is too much.</summary>
    public Held? Excess(IEnumerable<Neighbour> neighbours, long coming) => pool.Bytes + coming <= Options.StoreBytes
        ? null
        : neighbours.MaxBy(neighbour => neighbour.Account.HeldBytes)?.Account.Held.Order(_worstFirst).FirstOrDefault();

    /// <summary>First what many have, then what has the least life left, then the largest.</summary>
    private static readonly Comparer<Held> _worstFirst = Comparer<Held>.Create((left, right) =>
    {
        var spread = (right.Spread >= WideSpread).CompareTo(left.Spread >= WideSpread);
        var life = spread != 0 ? spread : left.Entry.Expiry.CompareTo(right.Entry.Expiry);
        return life != 0 ? life : right.Size.CompareTo(left.Size);
    });
}
