using System.Globalization;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>What Linux knows of a running process (proc(5)).</summary>
internal sealed record ProcessFigures(long ResidentBytes, long PeakResidentBytes, TimeSpan CpuTime)
{
    private const double TicksPerSecond = 100;

    public static ProcessFigures Of(int processId)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[11]) + Number(fields[12]);
        return new ProcessFigures(Kilobytes(status, "VmRSS:"), Kilobytes(status, "VmHWM:"), TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }

    /// <summary>Starts a new measurement of the peak.</summary>
    public static void ResetPeak(int processId) => File.WriteAllText($"/proc/{processId}/clear_refs", "5");

    private static long Kilobytes(string[] status, string name)
    {
        var line = Array.Find(status, text => text.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
