using ToxMail.Core.Relay;

namespace ToxMail.Web.Live;

/// <summary>The limits as a form shows them, sizes in MiB. What the user leaves alone keeps its octets, whatever rounding shows.</summary>
internal sealed class RelayForm(RelayLimits shown)
{
    private const double Mebibyte = 1024 * 1024;
    private const int Decimals = 3;

    public RelayForm(RelayOptions options)
        : this(RelayLimits.Of(options))
    {
    }

    public RelayMode Mode { get; set; } = shown.Mode;

    public ReceiptPolicy Policy { get; set; } = shown.ReceiptPolicy;

    public double Store { get; set; } = Show(shown.StoreBytes);

    public double PerContact { get; set; } = Show(shown.PerContactBytes);

    public int Envelopes { get; set; } = shown.PerContactEnvelopes;

    public double Daily { get; set; } = Show(shown.DailyBytesPerContact);

    public int Members { get; set; } = shown.MaxMembers;

    public double Mail { get; set; } = Show(shown.MaxMailBytes);

    /// <summary>These limits with what the user typed.</summary>
    public RelayLimits On(RelayLimits limits) => limits with
    {
        Mode = Mode,
        ReceiptPolicy = Policy,
        StoreBytes = Read(Store, limits.StoreBytes),
        PerContactBytes = Read(PerContact, limits.PerContactBytes),
        PerContactEnvelopes = Envelopes,
        DailyBytesPerContact = Read(Daily, limits.DailyBytesPerContact),
        MaxMembers = Members,
        MaxMailBytes = Read(Mail, limits.MaxMailBytes),
    };

    private static double Show(long bytes) => Math.Round(bytes / Mebibyte, Decimals);

    private static long Read(double typed, long bytes) => typed == Show(bytes) ? bytes : (long)Math.Clamp(Math.Round(typed * Mebibyte), long.MinValue / 2d, long.MaxValue / 2d);
}
