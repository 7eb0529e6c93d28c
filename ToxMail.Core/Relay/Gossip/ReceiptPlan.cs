namespace ToxMail.Core.Relay.Gossip;

/// <summary>When a receipt and the x of the mail it is for leave, both together: on a grid that says no more than the day.</summary>
internal static class ReceiptPlan
{
    /// <summary>Receipt envelopes to one contact in a day; each can speak for many mails.</summary>
    public const int MostPerContactAndDay = 4;

    /// <summary>Contacts other than the sender who must have offered the envelope before a guarded receipt leaves.</summary>
    public const int GuardedOfferers = 2;

    private const int JitterPart = 12;

    /// <summary>What a mail says of its date is taken no further from now: its author may claim any. Nobody offers older ones, and clocks differ by a day at most.</summary>
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(60);

    private static readonly TimeSpan _newest = TimeSpan.FromDays(1);

    /// <summary>The next place on the grid: a whole multiple after the mail was written, and up to a twelfth more. Ask again when the policy lets it not leave then.</summary>
    public static DateTimeOffset NextDue(DateTimeOffset created, DateTimeOffset now, RelayOptions options, Random random)
    {
        var grid = options.ReceiptGrid;
        if (grid <= TimeSpan.Zero)
        {
            return now;
        }

        var written = created < now - _oldest ? now - _oldest : created > now + _newest ? now + _newest : created;
        var steps = Math.Max(1, ((now - written) / grid) + 1);
        return written + (Math.Floor(steps) * grid) + (grid / JitterPart * random.NextDouble());
    }

    /// <summary>Nothing is due later, unless the clock was wrong when it was planned.</summary>
    public static DateTimeOffset LatestDue(DateTimeOffset now, RelayOptions options) => now + _newest + (options.ReceiptGrid * 2);

    /// <summary>The receipt may leave over relays; else it waits for a live link with the sender.</summary>
    /// <param name="policy">What the user settled.</param>
    /// <param name="distinctOfferers">Contacts other than the sender who have offered the envelope.</param>
    /// <param name="isFromOwnStore">One of them is a store node of the user's, which is no secret: it serves others too, and who uses nothing else would never confirm.</param>
    public static bool MayLeave(ReceiptPolicy policy, int distinctOfferers, bool isFromOwnStore) => policy switch
    {
        ReceiptPolicy.Prompt => true,
        ReceiptPolicy.Guarded => isFromOwnStore || distinctOfferers >= GuardedOfferers,
        _ => false,
    };
}
