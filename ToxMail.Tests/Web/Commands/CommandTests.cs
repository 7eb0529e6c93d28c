using Microsoft.Data.Sqlite;
using ToxMail.Core.Addressing;
using ToxMail.Web.Api;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web.Commands;

/// <summary>The program's commands, on a folder at rest and beside a running node.</summary>
public sealed class CommandTests(WebNode node) : IClassFixture<WebNode>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_id_is_made_once_and_then_the_same()
    {
        var first = await CommandRun.OfAsync("id", "--data", _folder);
        var second = await CommandRun.OfAsync("id", $"--data={_folder}");

        var lines = first.Output.Split('\n');
        Assert.Equal((ExitCode.Success, 76, ToxIdFault.None), (first.Code, lines[0].Length, ToxId.TryParse(lines[0], out var id)));
        Assert.Equal($"{id.PublicKey}@tox.alt", lines[1]);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task The_id_of_a_running_node_is_told()
    {
        var told = await CommandRun.OfAsync("id", "--data", node.Folder);

        Assert.StartsWith(((OwnIdentity)node.Services.GetService(typeof(OwnIdentity))!).Id.ToString(), told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Passwords_are_added_listed_and_removed(bool running)
    {
        var folder = running ? node.Folder : _folder;

        var added = await CommandRun.OfAsync("password", "add", "Mutt / laptop", "--data", folder);
        var again = await CommandRun.OfAsync("password", "add", "Mutt / laptop", "--data", folder);
        var listed = await CommandRun.OfAsync("password", "list", "--data", folder);
        var removed = await CommandRun.OfAsync("password", "remove", "Mutt / laptop", "--data", folder);
        var missing = await CommandRun.OfAsync("password", "remove", "Mutt / laptop", "--data", folder);

        Assert.Matches("User name  me\nPassword   [a-z-]{30,}\n", added.Output);
        Assert.Equal((ExitCode.Failure, "Another mail client has this name.\n"), (again.Code, again.Errors));
        Assert.StartsWith("Mutt / laptop ", listed.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, removed.Code);
        Assert.Equal((ExitCode.Failure, "There is no password with this name.\n"), (missing.Code, missing.Errors));
    }

    [Theory] // A path cannot name them.
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("cli/x%2Fy")]
    [InlineData("%2f")]
    public async Task A_password_has_a_name_that_can_be_written_into_a_path(string name)
    {
        var stopped = await CommandRun.OfAsync("password", "add", name, "--data", _folder);
        var running = await CommandRun.OfAsync("password", "add", name, "--data", node.Folder);

        Assert.All([stopped, running], run => Assert.Equal((ExitCode.Failure, PasswordsApi.BadName + "\n"), (run.Code, run.Errors)));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a%2Fb & c=?#+")]
    public async Task A_password_with_an_odd_name_of_former_days_is_removed_beside_a_running_node_too(string name)
    {
        await CommandRun.OfAsync("password", "add", "to be renamed", "--data", node.Folder);
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(node.Folder, "toxmail.db")}"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var rename = database.CreateCommand();
            rename.CommandText = "UPDATE Passwords SET Name = $name WHERE Name = 'to be renamed'";
            rename.Parameters.AddWithValue("$name", name);
            Assert.Equal(1, await rename.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        var removed = await CommandRun.OfAsync("password", "remove", name, "--data", node.Folder);
        var missing = await CommandRun.OfAsync("password", "remove", name, "--data", node.Folder);

        Assert.Equal((ExitCode.Success, ""), (removed.Code, removed.Errors));
        Assert.Equal((ExitCode.Failure, PasswordsApi.NoSuchName + "\n"), (missing.Code, missing.Errors));
    }

    [Fact]
    public async Task A_unit_for_systemd_starts_this_program_on_this_folder()
    {
        var unit = (await CommandRun.OfAsync("service", "--data", Path.Combine(_folder, "50% of $HOME"), "--ToxMail:Tls:Certificate", "own.pem", "--ToxMail:Tls:Key", "own.key")).Output;

        Assert.Contains("\nType=notify\n", unit, StringComparison.Ordinal);
        Assert.Matches("\nExecStart=\"/[^\"]+\" .*\"--ToxMail:DataDirectory=" + System.Text.RegularExpressions.Regex.Escape(_folder) + "/50%% of \\$\\$HOME\" ", unit);
        Assert.EndsWith($"\"--ToxMail:Tls:Certificate={Path.GetFullPath("own.pem")}\" \"--ToxMail:Tls:Key={Path.GetFullPath("own.key")}\"", unit.Split('\n').Single(line => line.StartsWith("ExecStart", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_link_comes_from_the_running_node_only()
    {
        var running = await CommandRun.OfAsync("login", "--data", node.Folder);
        var stopped = await CommandRun.OfAsync("login", "--data", _folder);
        using var stranger = node.Stranger();

        using var answer = await stranger.GetAsync(running.Output.Trim(), TestContext.Current.CancellationToken);

        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Equal(ExitCode.Failure, stopped.Code);
        Assert.StartsWith("No node is running", stopped.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public async Task Told_to_end_before_it_is_ready_it_ends_well_and_leaves_nothing(string command)
    {
        string[] data = command == "demo" ? [] : ["--data", _folder];
        var before = DemoFolders();

        var run = await ToxMailProgram.RunAsync([command, .. data], TextReader.Null, TextWriter.Null, TextWriter.Null, new CancellationToken(canceled: true));

        Assert.Equal((ExitCode.Success, before), (run, DemoFolders()));

        static int DemoFolders() => Directory.GetDirectories(Path.GetTempPath(), "toxmail-demo-*").Length;
    }

    [Theory]
    [InlineData("\"dance\" is not a command. Try: toxmail help", "dance")]
    [InlineData("--dta is not an option. Try: toxmail help", "--dta", "x")]
    [InlineData("--Smtp:Port is not an option. Settings are written --ToxMail:Section:Key VALUE, as in --ToxMail:Smtp:Port 2525.", "--Smtp:Port", "25")]
    [InlineData("--ToxMail:Smtp:Port needs a value.", "--ToxMail:Smtp:Port")]
    [InlineData("--data needs a value.", "id", "--data", "")]
    [InlineData("--data needs a value.", "service", "--data=")]
    [InlineData("--ToxMail:DataDirectory needs a value.", "id", "--ToxMail:DataDirectory", "")]
    [InlineData("A word of the command is empty: a variable that is not set, perhaps.", "", "id")]
    [InlineData("A word of the command is empty: a variable that is not set, perhaps.", "profile", "import", "")]
    [InlineData("A word of the command is empty: a variable that is not set, perhaps.", "certificate", "export", "")]
    [InlineData("This is written toxmail password add NAME or toxmail password list or toxmail password remove NAME.", "password", "add")]
    [InlineData("This is written toxmail password add NAME or toxmail password list or toxmail password remove NAME.", "password", "list", "x")]
    [InlineData("This is written toxmail profile export FILE [--encrypt] or toxmail profile import FILE [--replace].", "profile", "export")]
    [InlineData("--encrypt is not an option. Try: toxmail help", "id", "--encrypt")]
    [InlineData("The demo has settings of its own and takes no others: --ToxMail:DataDirectory. To keep its data: toxmail demo [--keep DIR]", "demo", "--data", "x")]
    public async Task What_is_not_understood_is_said(string sentence, params string[] words)
    {
        var run = await CommandRun.OfAsync(words);

        Assert.Equal(ExitCode.Failure, run.Code);
        Assert.Contains(sentence, run.Errors.Split('\n'));
    }

    [Fact]
    public async Task Faults_of_the_command_and_of_the_settings_are_told_together()
    {
        var run = await CommandRun.OfAsync("--dta", "--ToxMail:Smtp:Port=x", "--ToxMail:Nonsense=1");

        Assert.Equal(3, run.Errors.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await CommandRun.OfAsync("help");

        Assert.Equal(ExitCode.Success, help.Code);
        Assert.All(ToxMailProgram.Names.Except(["", "serve", "help"]), name => Assert.Contains($"toxmail {name}", help.Output, StringComparison.Ordinal));
        Assert.Equal(help, await CommandRun.OfAsync("--help"));
    }
}
