namespace ToxMail.Tests.Support.Nodes;

/// <summary>A wall clock for one process that a test may set (Debian's <c>faketime</c>): whoever asks for the time gets the true one and an offset. Timers go on as they are.</summary>
internal sealed class FalseClock : IDisposable
{
    /// <summary>How long a process goes by an offset that it read.</summary>
    private static readonly TimeSpan Read = TimeSpan.FromSeconds(1);

    private readonly string _file = Path.GetTempFileName();

    public FalseClock() => File.WriteAllText(_file, "+0");

    public NodeSurroundings Surroundings => new()
    {
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library(),
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_CACHE_DURATION"] = $"{Read.TotalSeconds:0}",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        },
    };

    /// <summary>Sets it this many hours off, and waits until the process has noticed.</summary>
    public async Task SetAsync(int hours, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_file, $"{hours:+0;-0}h", cancellationToken);
        await Wait.ForSomeTimeAsync(2 * Read, cancellationToken);
    }

    public void Dispose() => File.Delete(_file);

    private static string Library() =>
        Directory.EnumerateDirectories("/usr/lib", "faketime", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(static folder => Path.Combine(folder, "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("This test needs Debian's package faketime.");
}
