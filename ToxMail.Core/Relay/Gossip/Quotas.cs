using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// What is taken from a contact, all of it charged to who hands it over. The same for envelopes that are for this node: who has used up his share
/// could else see by what is still taken whose it is.
/// </summary>
internal sealed class Quotas(EnvelopePool pool)
{
    private const int IntrosPerDay = 50;

    /// <summary>An envelope that so many contacts have has done its work here.</summary>
    private const int WideSpread = 3;

    public RelayOptions Options { get; set; } = new();

    /// <summary>The envelope may be asked for.</summary>
    public bool Allows(Account account, EnvelopeOffer offer, DateTimeOffset now)
    {
        account.Turn(now);
        var size = Sizes.Of(offer.Class);
        return account.InToday + account.AskedBytes + size <= Options.DailyBytesPerContact
            && (!offer.IsIntro || account.IntrosToday < IntrosPerDay)
            && HasRoom(account, account.AskedBytes + size, account.Asked + 1);
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

    private bool HasRoom(Account account, long bytes, int count)
    {
        if (account.HeldBytes + bytes <= Options.PerContactBytes && account.Held.Count + count <= Options.PerContactEnvelopes)
        {
            return true;
        }

        var spread = account.Held.Where(held => held.Spread >= WideSpread).ToArray();
        return account.HeldBytes + bytes - spread.Sum(held => (long)held.Size) <= Options.PerContactBytes
            && account.Held.Count + count - spread.Length <= Options.PerContactEnvelopes;
    }

    /// <summary>First what many have, then what has the least life left, then the largest.</summary>
    private static readonly Comparer<Held> _worstFirst = Comparer<Held>.Create((left, right) =>
    {
        var spread = (right.Spread >= WideSpread).CompareTo(left.Spread >= WideSpread);
        var life = spread != 0 ? spread : left.Entry.Expiry.CompareTo(right.Entry.Expiry);
        return life != 0 ? life : right.Size.CompareTo(left.Size);
    });
}
