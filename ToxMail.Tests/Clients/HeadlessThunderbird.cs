using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Clients;

/// <summary>Thunderbird without a screen, with a profile in the account's home: what it remembers lasts from one start to the next.</summary>
internal sealed class HeadlessThunderbird : IAsyncDisposable
{
    // One after the other: each takes hundreds of megabytes.
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly Process _process;
    private readonly Task _output;
    private readonly Marionette _marionette;

    private HeadlessThunderbird(Process process, Task output, Marionette marionette) => (_process, _output, _marionette) = (process, output, marionette);

    public static async Task<HeadlessThunderbird> StartAsync(ClientAccount account, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        Process? process = null;
        try
        {
            var profile = PrepareProfile(account);
            process = Process.Start(StartInfo(account, profile)) ?? throw new InvalidOperationException("Thunderbird did not start.");
            ChildProcesses.Remember(process);
            process.StandardInput.Close();
            var output = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken), process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken));
            return new HeadlessThunderbird(process, output, await ConnectAsync(process, profile, cancellationToken));
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <summary>Runs one of the scripts in this folder.</summary>
    public async Task<JsonElement> RunAsync(string script, object argument, CancellationToken cancellationToken)
    {
        await using var resource = typeof(HeadlessThunderbird).Assembly.GetManifestResourceStream($"{typeof(HeadlessThunderbird).Namespace}.Scripts.{script}.js");
        using var reader = new StreamReader(resource ?? throw new ArgumentException(script, nameof(script)));
        return await _marionette.RunAsync(await reader.ReadToEndAsync(cancellationToken), argument, cancellationToken);
    }

    /// <summary>Ends it as a user does, so that it writes down what it knows.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await _marionette.QuitAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ClientProgram.Timeout);
        await _process.WaitForExitAsync(limit.Token);
        await _output;
    }

    public ValueTask DisposeAsync()
    {
        _marionette.Dispose();
        End(_process);
        return ValueTask.CompletedTask;
    }

    private static void End(Process? process)
    {
        if (process is not null)
        {
            Signal.SendKill(process);
            ChildProcesses.Forget(process);
            process.Dispose();
        }

        Turn.Release();
    }

    private static ProcessStartInfo StartInfo(ClientAccount account, string profile)
    {
        var start = ClientProgram.StartInfo(account, "thunderbird", ["--headless", "--no-remote", "--profile", profile, "--marionette", "--remote-allow-system-access"]);
        start.Environment["MOZ_HEADLESS"] = "1";
        start.Environment.Remove("DISPLAY");
        return start;
    }

    private static string PrepareProfile(ClientAccount account)
    {
        var profile = Directory.CreateDirectory(account.PathOf("thunderbird")).FullName;
        File.Delete(PortFile(profile));
        account.Write("thunderbird/user.js", string.Concat(Preferences().Select(pair => $"user_pref(\"{pair.Key}\", {pair.Value});\n")));
        return profile;
    }

    private static Dictionary<string, string> Preferences() => new()
    {
        // Any free port; it writes down which.
        ["marionette.port"] = "0",

        // Nothing leaves this machine: all but loopback goes to a proxy that is not there.
        ["network.proxy.type"] = "1",
        ["network.proxy.socks"] = "\"127.0.0.1\"",
        ["network.proxy.socks_port"] = "9",
        ["network.proxy.socks_remote_dns"] = "true",
        ["app.update.enabled"] = "false",
        ["datareporting.policy.dataSubmissionEnabled"] = "false",
        ["mailnews.start_page.enabled"] = "false",
        ["mail.shell.checkDefaultClient"] = "false",
        ["mail.provider.suppress_dialog_on_startup"] = "true",
        ["mail.biff.show_alert"] = "false",
        ["mail.biff.play_sound"] = "false",
    };

    private static string PortFile(string profile) => Path.Combine(profile, "MarionetteActivePort");

    private static async Task<Marionette> ConnectAsync(Process process, string profile, CancellationToken cancellationToken)
    {
        var port = await Wait.ForAsync(
            async () => File.Exists(PortFile(profile)) && await File.ReadAllTextAsync(PortFile(profile), cancellationToken) is { Length: > 0 } text ? text.Trim() : null,
            ClientProgram.Timeout,
            () => $"Thunderbird to listen (ended: {process.HasExited})",
            cancellationToken);
        return await Marionette.ConnectAsync(int.Parse(port, CultureInfo.InvariantCulture), cancellationToken);
    }
}
