using ToxMail.Core.Relay.Desk;

namespace ToxMail.Core.Relay;

/// <summary>The part of the options that the user can change while the node runs.</summary>
public sealed record RelayLimits
{
    /// <summary>1 TiB: beyond any disk this is meant for.</summary>
    public const long LargestSize = 1L << 40;

    /// <summary>What fits into the envelopes that one contact may be sent in a day (<c>docs/protocol.md</c> §5.2).</summary>
    public const long LargestMail = 4_000_000;

    /// <summary>Beyond what fits into <see cref="LargestSize"/> at any sensible size of index.</summary>
    public const int MostEnvelopes = 10_000_000;

    /// <summary>More than a Tox node can carry.</summary>
    public const int MostMembers = 2000;

    public required RelayMode Mode { get; init; }

    /// <inheritdoc cref="RelayOptions.StoreBytes" />
    public required long StoreBytes { get; init; }

    /// <inheritdoc cref="RelayOptions.PerContactBytes" />
    public required long PerContactBytes { get; init; }

    /// <inheritdoc cref="RelayOptions.PerContactEnvelopes" />
    public required int PerContactEnvelopes { get; init; }

    /// <inheritdoc cref="RelayOptions.DailyBytesPerContact" />
    public required long DailyBytesPerContact { get; init; }

    /// <inheritdoc cref="RelayOptions.MaxMailBytes" />
    public required long MaxMailBytes { get; init; }

    /// <inheritdoc cref="RelayOptions.MaxMembers" />
    /// <remarks>Not required: limits that an older version stored have none.</remarks>
    public int MaxMembers { get; init; } = new RelayOptions().MaxMembers;

    /// <inheritdoc cref="RelayOptions.ReceiptPolicy" />
    public required ReceiptPolicy ReceiptPolicy { get; init; }

    public static RelayLimits Of(RelayOptions options) => new()
    {
        Mode = options.Mode,
        StoreBytes = options.StoreBytes,
        PerContactBytes = options.PerContactBytes,
        PerContactEnvelopes = options.PerContactEnvelopes,
        DailyBytesPerContact = options.DailyBytesPerContact,
        MaxMailBytes = options.MaxMailBytes,
        MaxMembers = options.MaxMembers,
        ReceiptPolicy = options.ReceiptPolicy,
    };

    /// <summary>What a limit has to be, or null when all are.</summary>
    internal RelayChangeResult.Refused? Fault()
    {
        (string Limit, long Value, long Most)[] limits =
        [
            (nameof(StoreBytes), StoreBytes, LargestSize),
            (nameof(PerContactBytes), PerContactBytes, LargestSize),
            (nameof(PerContactEnvelopes), PerContactEnvelopes, MostEnvelopes),
            (nameof(DailyBytesPerContact), DailyBytesPerContact, LargestSize),
            (nameof(MaxMailBytes), MaxMailBytes, LargestMail),
            (nameof(MaxMembers), MaxMembers, MostMembers),
        ];
        return limits.Where(limit => limit.Value < 0 || limit.Value > limit.Most)
            .Select(limit => new RelayChangeResult.Refused(limit.Limit, $"It has to be a number from 0 to {limit.Most}."))
            .FirstOrDefault();
    }

    /// <summary>The options with these in the place of their own.</summary>
    public RelayOptions ApplyTo(RelayOptions options) => options with
    {
        Mode = Mode,
        StoreBytes = StoreBytes,
        PerContactBytes = PerContactBytes,
        PerContactEnvelopes = PerContactEnvelopes,
        DailyBytesPerContact = DailyBytesPerContact,
        MaxMailBytes = MaxMailBytes,
        MaxMembers = MaxMembers,
        ReceiptPolicy = ReceiptPolicy,
    };
}
