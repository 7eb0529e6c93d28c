namespace ToxMail.Web.Commands;

/// <summary><c>toxmail service</c>: the systemd unit of this program with its data folder; on Windows the command that makes the service.</summary>
internal static class ServiceCommand
{
    private static readonly string[] Paths = ["--ToxMail:DataDirectory=", "--ToxMail:Tls:Certificate=", "--ToxMail:Tls:Key="];

    public static Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string[] command = [.. Program(), .. context.Line.Settings.Select(Whole)];
        if (OperatingSystem.IsWindows())
        {
            context.Output.WriteLine($"sc.exe create ToxMail start= delayed-auto binPath= \"{string.Join(' ', command.Select(word => $"\\\"{word}\\\""))}\"");
            return Task.FromResult(ExitCode.Success);
        }

        context.Output.Write(Unit(command));
        context.Errors.WriteLine("""

            Put this into ~/.config/systemd/user/toxmail.service, then:
              systemctl --user daemon-reload
              systemctl --user enable --now toxmail
              loginctl enable-linger          # if it shall run while you are not logged in
            """);
        return Task.FromResult(ExitCode.Success);
    }

    /// <summary>The unit of systemd.service(5). Exit codes 1 and 2 need a person: starting again would end the same way; what 3 says may pass.</summary>
    internal static string Unit(IEnumerable<string> command) => $"""
        [Unit]
        Description=ToxMail, e-mail without servers

        [Service]
        Type=notify
        ExecStart={string.Join(' ', command.Select(Quote))}
        ExecReload=/bin/kill -HUP $MAINPID
        Restart=on-failure
        RestartSec=5
        RestartPreventExitStatus=1 2
        TimeoutStartSec=infinity
        TimeoutStopSec=15
        UMask=0077
        NoNewPrivileges=yes

        [Install]
        WantedBy=default.target

        """;

    private static IEnumerable<string> Program()
    {
        var process = Environment.ProcessPath ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, $"{typeof(ServiceCommand).Assembly.GetName().Name}.dll");
        return Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? [process, program] : [process];
    }

    /// <summary>A service starts in another folder, so a path has to be whole.</summary>
    private static string Whole(string setting)
    {
        var path = Paths.FirstOrDefault(key => setting.StartsWith(key, StringComparison.OrdinalIgnoreCase));
        return path is null ? setting : path + Path.GetFullPath(setting[path.Length..]);
    }

    /// <summary>In double quotes, with what systemd would expand written twice.</summary>
    private static string Quote(string word) => $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal)}\"";
}
