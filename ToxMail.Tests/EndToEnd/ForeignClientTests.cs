using System.Diagnostics;
using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Programs of others at both ends: swaks and Python's smtplib hand mail in, Python's poplib takes it out.</summary>
[Collection(typeof(TwoNodes))]
public sealed class ForeignClientTests(PairFixture pair)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private const string SmtpScript = """
        import smtplib, sys
        port, user, password, sender, recipient = sys.argv[1:6]
        with smtplib.SMTP("127.0.0.1", int(port)) as smtp:
            smtp.login(user, password)
            refused = smtp.sendmail(sender, [recipient], sys.stdin.buffer.read(), mail_options=["BODY=8BITMIME"])
            sys.exit(len(refused))
        """;

    private const string Pop3Script = """
        import poplib, sys
        poplib._MAXLINE = 1 << 20
        port, user, password = sys.argv[1:4]
        pop3 = poplib.POP3("127.0.0.1", int(port))
        pop3.user(user)
        pop3.pass_(password)
        count, octets = pop3.stat()
        assert count == 1, count
        lines = pop3.retr(1)[1]
        sys.stdout.buffer.write(b"".join(line + b"\r\n" for line in lines))
        pop3.dele(1)
        pop3.quit()
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_passes_from_smtplib_to_poplib()
    {
        var mail = TestMail.Create(pair.Alice, pair.Bob, 200_000);
        var (port, login) = (pair.Alice.Node.SmtpPort, pair.Alice.Login);

        await RunAsync("python3", ["-c", SmtpScript, $"{port}", login.Username, login.Password, pair.Alice.Address, pair.Bob.Address], mail.Bytes);

        mail.AssertArrivedAs(await FetchAsync());
    }

    [Fact]
    public async Task Mail_passes_from_swaks_to_poplib()
    {
        const string Body = "First line\r\n.second line\r\n";
        var (port, login) = (pair.Alice.Node.SmtpPort, pair.Alice.Login);

        await RunAsync(
            "swaks",
            [
                "--server", "127.0.0.1", "--port", $"{port}", "--auth", "PLAIN", "--auth-user", login.Username, "--auth-password", login.Password,
                "--from", pair.Alice.Address, "--to", pair.Bob.Address, "--h-Subject", "From swaks", "--body", Body,
            ],
            []);

        var arrived = Encoding.ASCII.GetString(await FetchAsync());
        Assert.Contains("\r\nSubject: From swaks\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains($"\r\n\r\n{Body}", arrived, StringComparison.Ordinal);
    }

    private async Task<byte[]> FetchAsync()
    {
        await pair.Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        var login = pair.Bob.Login;
        return await RunAsync("python3", ["-c", Pop3Script, $"{pair.Bob.Node.Pop3Port}", login.Username, login.Password], []);
    }

    private static async Task<byte[]> RunAsync(string program, string[] arguments, byte[] input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, Cancelled);
        var errors = process.StandardError.ReadToEndAsync(Cancelled);
        await process.StandardInput.BaseStream.WriteAsync(input, Cancelled);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync(Cancelled);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {Encoding.UTF8.GetString(output.ToArray())}{await errors}");
        return output.ToArray();
    }
}
