namespace ToxMail.Core.Relay;

/// <summary>How mail is carried for others and by others: <c>ToxMail:Relay</c>.</summary>
public sealed record RelayOptions
{
    public RelayMode Mode { get; init; } = RelayMode.Contacts;

    /// <summary>Bytes of all envelopes held for others.</summary>
    public long StoreBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Bytes held that one contact handed over.</summary>
    public long PerContactBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Envelopes held that one contact handed over.</summary>
    public int PerContactEnvelopes { get; init; } = 2000;

    /// <summary>Bytes taken from one contact in a day.</summary>
    public long DailyBytesPerContact { get; init; } = 32L * 1024 * 1024;

    /// <summary>Mails above this size wait for a live link.</summary>
    public long MaxMailBytes { get; init; } = 1024 * 1024;

    /// <summary>Members that each Tox instance of a store node takes.</summary>
    public int MaxMembers { get; init; } = 200;

    /// <summary>Tox nodes of a store node, the user's own counted; the others serve members alone.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>How long a mail is tried directly before it is handed to relays.</summary>
    public TimeSpan InjectAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pace at which new envelopes enter the offer log.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest random wait before an offered envelope is asked for.</summary>
    public TimeSpan MaxWantDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Without a receipt after these times a fresh envelope is sent farther.</summary>
    public IReadOnlyList<TimeSpan> EscalateAfter { get; init; } = [TimeSpan.FromHours(54)];

    /// <summary>How many nodes the first envelope may pass from one to the next, the recipient counted, and each later one.</summary>
    public IReadOnlyList<int> Hops { get; init; } = [3, 12];

    /// <summary>For contacts without a policy of their own.</summary>
    public ReceiptPolicy ReceiptPolicy { get; init; } = ReceiptPolicy.Guarded;

    /// <summary>Receipts leave at whole multiples of this after the mail was written.</summary>
    public TimeSpan ReceiptGrid { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How likely an envelope that is offered for its recipient alone is taken by another. Above 0, nodes offer envelopes so at the end of their way: mail
    /// arrives with half the copies, and whoever offers it learns whom it is for. At 0 only store nodes offer so. <c>docs/simulation.md</c>
    /// </summary>
    public double TailProbability { get; init; }
}
