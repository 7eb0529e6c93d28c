namespace ToxMail.Tests.Clients.Programs;

internal sealed class Swaks : IMailSender
{
    public string Name => "swaks";

    public bool SendsAsGiven => true;

    public IReadOnlyList<string> SubmissionHabits => [];

    // It ends the data it is given with a line end more.
    public Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken) => ClientProgram.RunAsync(
        account,
        "swaks",
        [
            "--server", account.Host, "--port", $"{account.SmtpPort}", "--auth", "PLAIN", "--auth-user", account.Username, "--auth-password", account.Password,
            "--from", account.Address, "--to", account.Address, "--data", $"@{account.Write("mail", mail.Bytes[..^2])}", .. Tls(account),
        ],
        cancellationToken);

    private static string[] Tls(ClientAccount account) => account.Security switch
    {
        ConnectionSecurity.Plain => [],
        ConnectionSecurity.Upgrade => ["--tls", "--tls-verify", "--tls-ca-path", account.AuthorityFile],
        _ => ["--tls-on-connect", "--tls-verify", "--tls-ca-path", account.AuthorityFile],
    };
}
