namespace ToxMail.Tests.Simulation;

/// <summary>When a node is online: two habitual times a day, about an hour early or late, for a while of random length, one day in ten not at all.</summary>
internal static class Presence
{
    private const int SessionsPerDay = 2;
    private const double DayOff = 0.1;
    private static readonly TimeSpan _jitter = TimeSpan.FromHours(1);

    /// <summary>Sessions in order, not overlapping, in time from the start.</summary>
    public static IReadOnlyList<(TimeSpan Start, TimeSpan End)> Of(double duty, TimeSpan until, Random random)
    {
        var habits = Enumerable.Range(0, SessionsPerDay).Select(_ => TimeSpan.FromDays(random.NextDouble())).ToArray();
        var length = TimeSpan.FromDays(duty / (1 - DayOff)) / SessionsPerDay;
        var sessions = new List<(TimeSpan Start, TimeSpan End)>();
        for (var day = TimeSpan.Zero; day < until; day += TimeSpan.FromDays(1))
        {
            var isOff = random.NextDouble() < DayOff;
            foreach (var habit in habits)
            {
                var start = day + habit + (_jitter * Normal(random));
                if (!isOff)
                {
                    sessions.Add((start < TimeSpan.Zero ? TimeSpan.Zero : start, start + (length * 2 * random.NextDouble())));
                }
            }
        }

        return Merge(sessions);
    }

    /// <summary>Box and Muller.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static List<(TimeSpan Start, TimeSpan End)> Merge(IEnumerable<(TimeSpan Start, TimeSpan End)> sessions)
    {
        var merged = new List<(TimeSpan Start, TimeSpan End)>();
        foreach (var session in sessions.Where(session => session.End > TimeSpan.Zero).OrderBy(session => session.Start))
        {
            if (merged.Count > 0 && merged[^1].End >= session.Start)
            {
                merged[^1] = (merged[^1].Start, merged[^1].End > session.End ? merged[^1].End : session.End);
            }
            else
            {
                merged.Add(session);
            }
        }

        return merged;
    }
}
