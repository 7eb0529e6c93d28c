using System.Globalization;

namespace ToxMail.Tests.Simulation;

/// <summary>What a world's mails came to.</summary>
internal sealed record WorldResult
{
    public required double InOneDay { get; init; }

    public required double InThreeDays { get; init; }

    public required double InSevenDays { get; init; }

    /// <summary>Envelopes handed over for a mail, and once more for the mail over a live link.</summary>
    public required double Copies { get; init; }

    public required double ReceiptCopies { get; init; }

    /// <summary>The sender learnt of the delivery within the mail's life.</summary>
    public required double Confirmed { get; init; }

    public required int Reappeared { get; init; }

    public static WorldResult Of(World world) => new()
    {
        InOneDay = Within(world, TimeSpan.FromDays(1)),
        InThreeDays = Within(world, TimeSpan.FromDays(3)),
        InSevenDays = Within(world, TimeSpan.FromDays(7)),
        Copies = world.Mails.Select(mail => (double)mail.Copies).DefaultIfEmpty().Average(),
        ReceiptCopies = world.Mails.Select(mail => (double)mail.ReceiptCopies).DefaultIfEmpty().Average(),
        Confirmed = 100.0 * world.Mails.Count(mail => mail.Known is not null) / Math.Max(1, world.Mails.Count),
        Reappeared = world.Reappeared,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{InOneDay:F1} | {InThreeDays:F1} | {InSevenDays:F1} | {Copies:F0} | {ReceiptCopies:F0} | {Confirmed:F0}");

    private static double Within(World world, TimeSpan time) =>
        100.0 * world.Mails.Count(mail => mail.Delivered <= mail.Written + time) / Math.Max(1, world.Mails.Count);
}
