namespace ToxMail.Core.Relay.Sealing;

/// <summary>UTC days counted from 2024-01-01. Keys change with them.</summary>
internal static class Days
{
    public static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many days back mail can still arrive: the longest life of an envelope.</summary>
    public const int Back = 16;

    /// <summary>How many days ahead of ours a contact's clock may be.</summary>
    public const int Ahead = 1;

    /// <summary>When a day begins, in Unix seconds.</summary>
    public static ulong StartOf(int day) => (ulong)Epoch.AddDays(day).ToUnixTimeSeconds();

    /// <summary>The day of an instant; 0 before 2024.</summary>
    public static int Of(DateTimeOffset instant) => (int)Math.Clamp((instant - Epoch).Ticks / TimeSpan.TicksPerDay, 0, ushort.MaxValue);
}
