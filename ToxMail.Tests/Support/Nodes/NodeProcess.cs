using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>
/// One real node: the program from the tests' own output in a process of its own, with a data folder and ports that stay its own over restarts.
/// </summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    public static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>What a service manager's stop may take at most.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A port that refuses every connection, so that no test ever asks a resolver that it did not start.</summary>
    public const string NoResolver = "tcp://127.0.0.1:9";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ToxMail.Web.dll");

    /// <summary>For whoever looks for a fault: every node then logs all it can, each to a file of its own in this folder.</summary>
    private static readonly string? LogFolder = Environment.GetEnvironmentVariable("TOXMAIL_TEST_LOGS");

    private const string Ready = "ToxMail ready";

    private readonly ConcurrentQueue<string> _output = new();
    private readonly IReadOnlyDictionary<string, string> _configuration;
    private readonly NodeSurroundings _surroundings;
    private readonly bool _ownsFolder;
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private NodeApi? _api;

    /// <summary>Describes a node; nothing runs yet. Keys of <paramref name="configuration"/> are those under <c>ToxMail</c>.</summary>
    public NodeProcess(string name, IReadOnlyDictionary<string, string> configuration, NodeSurroundings? surroundings = null)
    {
        Name = name;
        _surroundings = surroundings ?? new NodeSurroundings();
        var given = configuration.GetValueOrDefault("DataDirectory");
        _ownsFolder = given is null;
        DataDirectory = given ?? Directory.CreateTempSubdirectory($"toxmail-{name}-").FullName;
        _configuration = Defaults().Concat(configuration).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
    }

    public string Name { get; }

    public string DataDirectory { get; }

    public int DashboardPort { get; } = PortPool.Take();

    public int SmtpPort { get; } = PortPool.Take();

    public int Pop3Port { get; } = PortPool.Take();

    public int ToxPort { get; } = PortPool.Take();

    public int ProcessId => Running.Id;

    /// <summary>Inodes of the sockets that this process had when it started the node.</summary>
    public IReadOnlySet<string> InheritedSockets { get; private set; } = new HashSet<string>();

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>All it has printed, over all its starts.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The HTTP API, once the node is ready.</summary>
    public NodeApi Api => _api ?? throw new InvalidOperationException($"{Name} was never ready.");

    public ProcessFigures Figures => ProcessFigures.Of(ProcessId);

    private Process Running => _process ?? throw new InvalidOperationException($"{Name} does not run.");

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        var exit = Running.WaitForExitAsync(cancellationToken);
        var ended = await Task.WhenAny(_ready.Task, exit, Task.Delay(StartTimeout, TimeProvider.System, cancellationToken));
        if (ended != _ready.Task)
        {
            throw new InvalidOperationException($"{Name} did not become ready:\n{Tail()}");
        }

        _api ??= new NodeApi(DashboardPort, (await File.ReadAllTextAsync(Path.Combine(DataDirectory, "api.token"), cancellationToken)).Trim());
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public void Launch()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"{Name} runs already.");
        }

        var ready = _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process?.Dispose();
        InheritedSockets = ProcessSockets.Inodes(Environment.ProcessId);
        _process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("dotnet did not start.");
        ChildProcesses.Remember(_process);
        _process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it and waits until it ends by itself; for starts that must fail.</summary>
    public async Task<int> RunToExitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Launch();
        return await WaitForExitAsync(atMost, cancellationToken);
    }

    /// <summary>Asks it to end, as a service manager does, and gives its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Signal.SendTerminate(Running);
        return await WaitForExitAsync(atMost, cancellationToken);
    }

    /// <summary>Ends it at once, as a power failure does to the program (what the kernel holds is still written).</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Signal.SendKill(Running);
        await WaitForExitAsync(TimeSpan.FromSeconds(20), cancellationToken);
    }

    /// <summary>Asks it to read its certificate again, as a service manager does for "reload".</summary>
    public void Reload() => Signal.SendHangUp(Running);

    /// <summary>Lets it stand still, as a machine put to sleep.</summary>
    public void Freeze() => Signal.SendStop(Running);

    public void Thaw() => Signal.SendContinue(Running);

    /// <summary>The last lines it printed.</summary>
    public string Tail() => $"--- {Name}\n{string.Join('\n', _output.TakeLast(40))}";

    /// <summary>Checks the store's invariants on the data folder of a node that has ended.</summary>
    public Task AssertStoreIsSoundAsync() => StoreCheck.RunAsync(DataDirectory);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync(CancellationToken.None);
        }

        // A circle that a test closed is disposed once more when the test ends.
        _process?.Dispose();
        _process = null;
        _api?.Dispose();
        if (_ownsFolder && Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    private async Task<int> WaitForExitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            await Running.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} did not end within {atMost.TotalSeconds:0} s:\n{Tail()}");
        }

        ChildProcesses.Forget(Running);
        return Running.ExitCode;
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (LogFolder is not null)
        {
            File.AppendAllLines(Path.Combine(LogFolder, $"{Name}-{SmtpPort}.log"), [line]);
        }

        if (line.Contains(Ready, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private ProcessStartInfo StartInfo()
    {
        // Through the environment, as passwords and paths may hold anything; the working directory is one the program knows nothing about.
        string[] command = [.. _surroundings.Launcher, "dotnet", Program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        if (LogFolder is not null)
        {
            start.Environment["Logging__LogLevel__ToxMail"] = "Trace";
        }

        foreach (var (key, value) in _surroundings.Environment)
        {
            start.Environment[key] = value;
        }

        foreach (var (key, value) in _configuration)
        {
            start.Environment[$"ToxMail__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        return start;
    }

    /// <summary>Judges a certificate as a client does that trusts this node's CA and nothing else.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? _, SslPolicyErrors errors)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(DataDirectory, "tls", "ca.pem"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build((X509Certificate2)certificate!) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
    }

    private Dictionary<string, string> Defaults() => new()
    {
        ["DataDirectory"] = DataDirectory,
        ["Dashboard:Port"] = $"{DashboardPort}",
        ["Smtp:Port"] = $"{SmtpPort}",
        ["Pop3:Port"] = $"{Pop3Port}",
        ["Tox:StartPort"] = $"{ToxPort}",
        ["Tox:EndPort"] = $"{ToxPort}",
        ["Tox:UseDefaultBootstrapNodes"] = "false",
        ["Tox:LocalDiscovery"] = "false",
        ["Names:Resolver"] = NoResolver,
    };
}
