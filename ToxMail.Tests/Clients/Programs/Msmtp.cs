namespace ToxMail.Tests.Clients.Programs;

internal sealed class Msmtp : IMailSender
{
    public string Name => "msmtp";

    public bool SendsAsGiven => true;

    // It does not wait for the answer to RCPT, which only a slow server shows.
    public IReadOnlyList<string> SubmissionHabits => [@"C: EHLO localhost\r\n", @"C: AUTH PLAIN [A-Za-z0-9+/=]+\r\n"];

    public Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken) => ClientProgram.RunAsync(
        account, "msmtp", [$"--file={account.Write("msmtprc", Configuration(account))}", account.Address], mail.Bytes, [0], cancellationToken);

    private static string Configuration(ClientAccount account) => $"""
        account default
        host {account.Host}
        port {account.SmtpPort}
        from {account.Address}
        auth plain
        user {account.Username}
        password {account.Password}
        tls {(account.Security == ConnectionSecurity.Plain ? "off" : "on")}
        tls_starttls {(account.Security == ConnectionSecurity.Implicit ? "off" : "on")}
        tls_trust_file {account.AuthorityFile}

        """;
}
