using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>The configurations the node shows work as they are, in the file they are said to belong into, with the password put in.</summary>
public sealed class SnippetTests(SetupNodes nodes) : IClassFixture<SetupNodes>
{
    private const string Folder = "Mail/toxmail";

    private static readonly Dictionary<string, string[]> Fetching = new()
    {
        ["mpop"] = ["mpop"],
        ["fetchmail"] = ["fetchmail", "--nosyslog"],
        ["getmail6"] = ["getmail"],
    };

    public static TheoryData<string, ConnectionSecurity> Fetchers => new()
    {
        { "mpop", ConnectionSecurity.Upgrade },
        { "mpop", ConnectionSecurity.Implicit },
        { "fetchmail", ConnectionSecurity.Upgrade },
        { "fetchmail", ConnectionSecurity.Implicit },

        // It knows no STLS: it is told to use the plain port.
        { "getmail6", ConnectionSecurity.Upgrade },
        { "getmail6", ConnectionSecurity.Implicit },
    };

    public static TheoryData<string, ConnectionSecurity> Senders => new()
    {
        { "msmtp", ConnectionSecurity.Upgrade },
        { "msmtp", ConnectionSecurity.Implicit },
        { "mutt", ConnectionSecurity.Upgrade },
        { "mutt", ConnectionSecurity.Implicit },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Senders))]
    public async Task Sends(string program, ConnectionSecurity security)
    {
        var user = nodes.Of(security);
        using var account = nodes.Account(security);
        await user.EmptyMailboxAsync(Cancelled);
        await InstallAsync(program, security, account);
        var mail = new SampleMail(account.Address);

        await (program == "msmtp"
            ? ClientProgram.RunAsync(account, "msmtp", [account.Address], mail.Bytes, [0], Cancelled)
            : ClientProgram.RunAsync(
                account,
                "mutt",
                ["-s", mail.Subject, "-a", account.Write(SampleMail.AttachmentName, mail.Attachment), "--", account.Address],
                System.Text.Encoding.UTF8.GetBytes(mail.Text.ReplaceLineEndings("\n")),
                [0],
                Cancelled));

        await user.WaitForMailsAsync(1, ClientProgram.Timeout, Cancelled);
        await mail.AssertContentAsync(Assert.Single(await user.ReadMailboxAsync(Cancelled)), Cancelled);
    }

    [Theory, MemberData(nameof(Fetchers))]
    public async Task Fetches_and_leaves_on_the_server(string program, ConnectionSecurity security)
    {
        var user = nodes.Of(security);
        using var account = nodes.Account(security);
        await user.EmptyMailboxAsync(Cancelled);
        var mail = new SampleMail(user.Address);
        await user.SendAsync(mail.Bytes, [user.Address], Cancelled);
        await user.WaitForMailsAsync(1, ClientProgram.Timeout, Cancelled);
        await InstallAsync(program, security, account);
        foreach (var part in (string[])["tmp", "new", "cur"])
        {
            Directory.CreateDirectory(account.PathOf(Path.Combine(Folder, part)));
        }

        await ClientProgram.RunAsync(account, Fetching[program][0], Fetching[program][1..], Cancelled);

        var fetched = Assert.Single(Directory.GetFiles(account.PathOf($"{Folder}/new")));
        Assert.Equal(SampleMail.BodyOf(mail.Bytes), SampleMail.BodyOf(LineEnds.ToNetwork(await File.ReadAllBytesAsync(fetched, Cancelled))));
        Assert.Equal(1, await user.CountMailsAsync(Cancelled));
    }

    private async Task InstallAsync(string program, ConnectionSecurity security, ClientAccount account)
    {
        var setup = await nodes.Of(security).Node.Api.GetAsync<SetupView>("setup", Cancelled);
        var snippet = setup.Snippets.Single(candidate => candidate.Client == program);
        var text = snippet.Text.Replace("YOUR-PASSWORD", account.Password, StringComparison.Ordinal);
        if (program == "getmail6" && Environment.IsPrivilegedProcess)
        {
            // getmail writes no Maildir as root; the rest stays as it is.
            text = text.Replace(
                "type = Maildir\npath = ~/Mail/toxmail/",
                "type = MDA_external\npath = /bin/sh\narguments = (\"-c\", \"cat > $(mktemp $HOME/Mail/toxmail/new/XXXXXXXX)\")\nallow_root_commands = true",
                StringComparison.Ordinal);
        }

        var file = snippet.File.Replace("~/", "", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(account.PathOf(file))!);
        account.Write(file, text);
    }
}
