using System.Globalization;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay.Intros;

/// <summary>
/// How many intros may leave today, whatever restarts there are: contacts carry no more of ours in a day, and what is too many waits with us all the same.
/// </summary>
internal sealed class IntroBudget(KeptSettings settings, TimeProvider time)
{
    /// <summary>First letters; the rest is for receipts, which their authors wait for.</summary>
    internal const int MostLetters = 40;

    /// <summary>Intros of every kind.</summary>
    internal const int MostOfAll = Quotas.IntrosPerDay;

    private const string Name = "intros";

    /// <summary>Those that left today.</summary>
    private int Sent => settings.Find(Name)?.Split(' ') is [var day, var count]
        && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var on) && on == Today
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? sent : 0;

    private int Today => Days.Of(time.GetUtcNow());

    internal bool Allows(EnvelopeKind kind) => Sent < (kind == EnvelopeKind.Receipt ? MostOfAll : MostLetters);

    /// <summary>One leaves, or, counted as leaving, could not. Durable when it ends.</summary>
    /// <param name="by">1 or -1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk is full or broken; what counts is what counted before.</exception>
    internal Task CountAsync(int by, CancellationToken cancellationToken) =>
        settings.SaveAsync(Name, string.Create(CultureInfo.InvariantCulture, $"{Today} {Math.Max(0, Sent + by)}"), cancellationToken);
}
