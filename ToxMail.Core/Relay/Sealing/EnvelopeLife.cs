using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Expiries as envelopes carry them: units of 6 hours since 2024-01-01T00:00Z. Coarse, so that they tell little of when a mail was written.</summary>
internal static class EnvelopeLife
{
    /// <summary>The longest life an envelope may claim.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(16);

    /// <summary>How long a new one may travel: long enough for those who are online once a week.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>In units, what chance adds at most, less one.</summary>
    private const int Spread = 4;

    private static readonly TimeSpan _unit = TimeSpan.FromHours(6);

    /// <summary>The end of a life, rounded up.</summary>
    public static ushort UnitsAt(DateTimeOffset end) =>
        (ushort)Math.Clamp((end - Days.Epoch + _unit - TimeSpan.FromTicks(1)).Ticks / _unit.Ticks, 0, ushort.MaxValue);

    public static DateTimeOffset EndOf(ushort expiry) => Days.Epoch + expiry * _unit;

    /// <summary>Not over, and no longer than an envelope may live.</summary>
    public static bool IsAcceptable(ushort expiry, DateTimeOffset now) => EndOf(expiry) is var end && end > now && end <= now + Longest;

    /// <summary>An expiry for a new envelope: up to 18 hours are added at random, but never more than may be claimed.</summary>
    public static ushort Choose(DateTimeOffset now, TimeSpan life) => Choose(now, life, RandomNumberGenerator.GetInt32(Spread));

    /// <summary>The same with chance at hand.</summary>
    internal static ushort Choose(DateTimeOffset now, TimeSpan life, int random) =>
        (ushort)Math.Min(UnitsAt(now + life) + random, (now + Longest - Days.Epoch).Ticks / _unit.Ticks);
}
