using System.Globalization;

namespace ToxMail.Bench;

/// <summary>CPU time of a thread to the nanosecond, from <c>schedstat</c> in proc(5).</summary>
internal sealed class ThreadTime
{
    private volatile string? _file;

    /// <summary>Of the thread that called <see cref="Attach"/>.</summary>
    public TimeSpan Spent => _file is { } file ? Read(file) : TimeSpan.Zero;

    public void Attach() => _file = $"/proc/{new FileInfo("/proc/thread-self").LinkTarget}/schedstat";

    private static TimeSpan Read(string file)
    {
        var nanoseconds = long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }
}
