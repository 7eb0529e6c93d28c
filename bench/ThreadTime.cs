using System.Globalization;

namespace ToxMail.Bench;

/// <summary>CPU time of threads to the nanosecond, from <c>schedstat</c> in proc(5).</summary>
internal sealed class ThreadTime
{
    private volatile string? _file;

    /// <summary>Of the thread that called <see cref="Attach"/>.</summary>
    public TimeSpan Spent => _file is { } file ? Read(file) : TimeSpan.Zero;

    public void Attach() => _file = $"/proc/{new FileInfo("/proc/thread-self").LinkTarget}/schedstat";

    /// <summary>Of all threads of a process that live now.</summary>
    public static TimeSpan OfProcess(int processId) =>
        Directory.GetDirectories($"/proc/{processId}/task").Aggregate(TimeSpan.Zero, static (sum, thread) => sum + TryRead($"{thread}/schedstat"));

    private static TimeSpan TryRead(string file)
    {
        try
        {
            return Read(file);
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    private static TimeSpan Read(string file)
    {
        var nanoseconds = long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }
}
