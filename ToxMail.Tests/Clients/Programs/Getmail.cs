namespace ToxMail.Tests.Clients.Programs;

internal sealed class Getmail : IMailFetcher
{
    public string Name => "getmail";

    public bool KnowsUpgrade => false;

    public bool Remembers => true;

    // It never asks what the server can, and reads the lists twice.
    public IReadOnlyList<string> FetchHabits => [@"\A(?!.*CAPA)", @"C: UIDL\r\n.*C: LIST\r\n.*C: UIDL\r\n.*C: LIST\r\n"];

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        Maildir.Of(account);
        account.Write("getmailrc", Configuration(account, delete));
        await ClientProgram.RunAsync(account, "getmail", [$"--getmaildir={account.Home}", "--rcfile=getmailrc", "--quiet"], cancellationToken);
        return await Maildir.TakeAllAsync(account, cancellationToken);
    }

    private static string Configuration(ClientAccount account, bool delete) => $"""
        [retriever]
        type = {(account.Security == ConnectionSecurity.Implicit ? "SimplePOP3SSLRetriever" : "SimplePOP3Retriever")}
        server = {account.Host}
        port = {account.Pop3Port}
        username = {account.Username}
        password = {account.Password}
        {(account.Security == ConnectionSecurity.Plain ? "" : $"ca_certs = {account.AuthorityFile}")}

        [destination]
        type = MDA_external
        path = /bin/sh
        arguments = ("-c", "cat > $(mktemp {Maildir.Of(account)}/new/XXXXXXXX)")
        allow_root_commands = true

        [options]
        read_all = false
        delete = {(delete ? "true" : "false")}

        """;
}
