using ToxMail.Core.Hosting;
using ToxMail.Core.Store;

namespace ToxMail.Web.Commands;

/// <summary>Finds the command the user means and turns every expected failure into a sentence and an exit code.</summary>
internal static class ToxMailProgram
{
    private static readonly Dictionary<string, CommandEntry> Commands = new()
    {
        [""] = new(ServeCommand.RunAsync, 0, 0, [], RunsUntilStopped: true),
        ["serve"] = new(ServeCommand.RunAsync, 0, 0, [], RunsUntilStopped: true),
        ["id"] = new(IdCommand.RunAsync, 0, 0, []),
        ["login"] = new(LoginCommand.RunAsync, 0, 0, []),
        ["password"] = new(PasswordCommand.RunAsync, 1, 2, []),
        ["profile"] = new(ProfileCommand.RunAsync, 2, 2, ["--encrypt", "--replace"]),
        ["certificate"] = new(CertificateCommand.RunAsync, 0, 2, ["--der"]),
        ["service"] = new(ServiceCommand.RunAsync, 0, 0, []),
        ["demo"] = new(DemoCommand.RunAsync, 0, 1, ["--keep"], RunsUntilStopped: true),
        ["check"] = new(CheckCommand.RunAsync, 0, 0, []),
        ["help"] = new(Usage.RunAsync, 0, int.MaxValue, []),
    };

    /// <summary>What a command line may begin with; nothing at all serves.</summary>
    internal static IEnumerable<string> Names => Commands.Keys;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var line = CommandLine.Parse(arguments);
        if (line.Switches.Any(word => word is "--help"))
        {
            return Usage.Print(output);
        }

        try
        {
            return await RunAsync(line, input, output, errors, cancellationToken);
        }
        catch (Exception exception) when (ExpectedFailure.Of(exception) is { } failure)
        {
            errors.WriteLine(failure.Sentence);
            return failure.ExitCode;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            errors.WriteLine($"ToxMail met a fault that it did not expect and had to stop. Please report it:\n{exception}");
            return ExitCode.Failure;
        }
    }

    private static async Task<int> RunAsync(CommandLine line, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var entry = Commands.GetValueOrDefault(line.Command);
        var reading = ToxMailSettings.Read(Configuration(line.Settings));
        List<string> faults = [.. line.Faults, .. CommandFaults(line, entry), .. reading.Faults];
        if (entry is null || faults.Count > 0)
        {
            faults.ForEach(errors.WriteLine);
            return ExitCode.Failure;
        }

        var context = new CommandContext(line, reading.Settings, input, output, errors);
        try
        {
            return entry.RunsUntilStopped ? await RunUntilStoppedAsync(entry, context, cancellationToken) : await entry.RunAsync(context, cancellationToken);
        }
        catch (Exception exception) when (DiskFault.Explain(exception, context.Folder) is { } words)
        {
            errors.WriteLine(words);
            return ExitCode.NotNow;
        }
    }

    private static async Task<int> RunUntilStoppedAsync(CommandEntry entry, CommandContext context, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(cancellationToken);
        try
        {
            return await entry.RunAsync(context, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            // Told to end before it was ready, which is as good an end as any.
            return ExitCode.Success;
        }
    }

    private static List<string> CommandFaults(CommandLine line, CommandEntry? entry)
    {
        List<string> faults = [.. line.Switches.Except(entry?.Switches ?? []).Select(word => $"{word} is not an option. Try: toxmail help")];
        if (entry is null)
        {
            faults.Add($"\"{line.Command}\" is not a command. Try: toxmail help");
        }
        else if (line.Operands.Count < entry.FewestOperands || line.Operands.Count > entry.MostOperands)
        {
            faults.Add(Usage.Of(line.Command));
        }

        return faults;
    }

    /// <summary>The same sources that the application reads, without its host.</summary>
    private static IConfigurationRoot Configuration(IReadOnlyList<string> settings) => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine([.. settings])
        .Build();
}
