using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>Debian's Dovecot on its own settings, port and folder, as a user without rights: it would not serve root's mail.</summary>
internal sealed class DovecotProcess : IAsyncDisposable
{
    private const string Nobody = "nobody";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-dovecot-").FullName;
    private Process? _process;

    public int Port { get; } = PortPool.Take();

    private string Maildir => Path.Combine(_folder, "Maildir");

    /// <summary>Starts it with these mails in its maildrop.</summary>
    public static async Task<DovecotProcess> StartAsync(IReadOnlyList<byte[]> mails, CancellationToken cancellationToken)
    {
        var dovecot = new DovecotProcess();
        try
        {
            await dovecot.RunAsync(mails, cancellationToken);
            return dovecot;
        }
        catch
        {
            await dovecot.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            Signal.SendTerminate(process);
            await process.WaitForExitAsync();
            ChildProcesses.Forget(process);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(IReadOnlyList<byte[]> mails, CancellationToken cancellationToken)
    {
        foreach (var part in (string[])["tmp", "new", "cur"])
        {
            Directory.CreateDirectory(Path.Combine(Maildir, part));
        }

        // Mails are numbered in the order of the instants their names begin with.
        for (var i = 0; i < mails.Count; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(Maildir, "cur", string.Create(CultureInfo.InvariantCulture, $"{1_000_000_000 + i}.M1P1.test:2,")), mails[i], cancellationToken);
        }

        var (user, group) = Environment.IsPrivilegedProcess ? (Nobody, await AskAsync("id", "-gn", Nobody)) : (Environment.UserName, await AskAsync("id", "-gn"));
        var settings = Path.Combine(_folder, "dovecot.conf");
        await File.WriteAllTextAsync(settings, Settings(user, group, await AskAsync("id", "-u", user), await AskAsync("id", "-g", user)), cancellationToken);
        string[] command = ["dovecot", "-F", "-c", settings];
        if (Environment.IsPrivilegedProcess)
        {
            await AskAsync("chown", "-R", $"{user}:{group}", _folder);
            command = ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", .. command];
        }

        // It writes to a log in its folder; without pipes nothing of it can block us.
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = _folder }) ?? throw new InvalidOperationException("Dovecot did not start.");
        ChildProcesses.Remember(_process);
        await Wait.UntilAsync(AnswersAsync, Timeout, () => File.Exists(Log) ? File.ReadAllText(Log) : "Dovecot to listen", cancellationToken);
    }

    private string Log => Path.Combine(_folder, "log");

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> AskAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException(program);
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text.Trim();
    }

    private string Settings(string user, string group, string userId, string groupId) => $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/state
        log_path = {{Log}}
        protocols = pop3
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        default_internal_user = {{user}}
        default_internal_group = {{group}}
        default_login_user = {{user}}
        first_valid_uid = 1
        mail_location = maildir:{{Maildir}}
        passdb {
          driver = static
          args = nopassword=y
        }
        userdb {
          driver = static
          args = uid={{userId}} gid={{groupId}} home={{_folder}}
        }
        service pop3-login {
          chroot =
          inet_listener pop3 {
            port = {{Port}}
          }
          inet_listener pop3s {
            port = 0
          }
        }
        service anvil {
          chroot =
        }

        """;
}
