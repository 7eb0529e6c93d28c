namespace ToxMail.Tests.Clients.Programs;

internal sealed class Fetchmail : IMailFetcher
{
    private const int NoNewMail = 1;

    public string Name => "fetchmail";

    public bool Remembers => true;

    // It asks for the top of a mail, not to make a server mark it as read.
    public IReadOnlyList<string> FetchHabits => [@"C: USER ", @"C: TOP 1 99999999\r\n", @"C: TOP 5 99999999\r\n.*C: DELE 5\r\n"];

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        var settings = account.Write("fetchmailrc", Configuration(account, delete));
        string[] arguments = ["--nodetach", "--nosyslog", "--fetchmailrc", settings, "--idfile", account.PathOf("fetchids")];
        await ClientProgram.RunAsync(account, "fetchmail", arguments, ReadOnlyMemory<byte>.Empty, [0, NoNewMail], cancellationToken);
        return await Maildir.TakeAllAsync(account, cancellationToken);
    }

    // With all, mail fetched before is fetched again and then deleted; its own flush deletes it at once.
    private static string Configuration(ClientAccount account, bool delete) => $"""
        poll {account.Host} protocol pop3 port {account.Pop3Port} uidl
          user "{account.Username}" password "{account.Password}"
          {Tls(account)}
          {(delete ? "nokeep flush" : "keep")} norewrite
          mda "cat > $(mktemp {Maildir.Of(account)}/new/XXXXXXXX)"

        """;

    private static string Tls(ClientAccount account) => account.Security switch
    {
        ConnectionSecurity.Plain => "sslproto ''",
        ConnectionSecurity.Upgrade => $"sslproto TLS1.2+ sslcertck sslcertfile {account.AuthorityFile}",
        _ => $"ssl sslcertck sslcertfile {account.AuthorityFile}",
    };
}
