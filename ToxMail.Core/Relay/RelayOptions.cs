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

    /// <summary>How long a mail is tried directly before it is handed to relays.</summary>
    public TimeSpan InjectAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pace at which new envelopes enter the offer log.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest random wait before an offered envelope is asked for.</summary>
    public TimeSpan MaxWantDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Without a receipt after these times a fresh envelope is sent farther.</summary>
    public IReadOnlyList<TimeSpan> EscalateAfter { get; init; } = [TimeSpan.FromHours(24), TimeSpan.FromHours(72)];

    /// <summary>Hops of the first envelope and of each escalation.</summary>
    public IReadOnlyList<int> Hops { get; init; } = [2, 4, 6];

    /// <summary>For contacts without a policy of their own.</summary>
    public ReceiptPolicy ReceiptPolicy { get; init; } = ReceiptPolicy.Guarded;

    /// <summary>Receipts leave at whole multiples of this after the mail was written.</summary>
    public TimeSpan ReceiptGrid { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How likely an envelope in its tail is taken.</summary>
    public double TailProbability { get; init; } = 0.03;
}
