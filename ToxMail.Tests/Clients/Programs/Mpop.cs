namespace ToxMail.Tests.Clients.Programs;

internal sealed class Mpop : IMailFetcher
{
    public string Name => "mpop";

    public bool Remembers => true;

    // As many commands at once as there are mails, without waiting for the answers, which only a slow server shows.
    public IReadOnlyList<string> FetchHabits => [@"C: STAT\r\n.*C: LIST\r\n.*C: UIDL\r\n"];

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        Maildir.Of(account);
        await ClientProgram.RunAsync(account, "mpop", [$"--file={account.Write("mpoprc", Configuration(account, delete))}"], cancellationToken);
        return await Maildir.TakeAllAsync(account, cancellationToken);
    }

    private static string Configuration(ClientAccount account, bool delete) => $"""
        account default
        host {account.Host}
        port {account.Pop3Port}
        auth plain
        user {account.Username}
        password {account.Password}
        tls {(account.Security == ConnectionSecurity.Plain ? "off" : "on")}
        tls_starttls {(account.Security == ConnectionSecurity.Implicit ? "off" : "on")}
        tls_trust_file {account.AuthorityFile}
        uidls_file {account.PathOf("mpop-uidls")}
        delivery maildir {Maildir.Of(account)}
        keep {(delete ? "off" : "on")}

        """;
}
