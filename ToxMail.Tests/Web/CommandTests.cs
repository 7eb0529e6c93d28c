using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web;

/// <summary>The program's commands, on a folder at rest and beside a running node.</summary>
public sealed class CommandTests(WebNode node) : IClassFixture<WebNode>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_id_is_made_once_and_then_the_same()
    {
        var first = await RunAsync("id", "--data", _folder);
        var second = await RunAsync("id", $"--data={_folder}");

        var lines = first.Output.Split('\n');
        Assert.Equal((ExitCode.Success, 76, ToxIdFault.None), (first.Code, lines[0].Length, ToxId.TryParse(lines[0], out var id)));
        Assert.Equal($"{id.PublicKey}@tox.alt", lines[1]);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task The_id_of_a_running_node_is_told()
    {
        var told = await RunAsync("id", "--data", node.Folder);

        Assert.StartsWith(((OwnIdentity)node.Services.GetService(typeof(OwnIdentity))!).Id.ToString(), told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Passwords_are_added_listed_and_removed(bool running)
    {
        var folder = running ? node.Folder : _folder;

        var added = await RunAsync("password", "add", "Mutt / laptop", "--data", folder);
        var again = await RunAsync("password", "add", "Mutt / laptop", "--data", folder);
        var listed = await RunAsync("password", "list", "--data", folder);
        var removed = await RunAsync("password", "remove", "Mutt / laptop", "--data", folder);
        var missing = await RunAsync("password", "remove", "Mutt / laptop", "--data", folder);

        Assert.Matches("User name  me\nPassword   [a-z-]{30,}\n", added.Output);
        Assert.Equal((ExitCode.Failure, "Another mail client has this name.\n"), (again.Code, again.Errors));
        Assert.StartsWith("Mutt / laptop ", listed.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, removed.Code);
        Assert.Equal((ExitCode.Failure, "There is no password with this name.\n"), (missing.Code, missing.Errors));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_CA_is_printed_and_exported_in_both_forms(bool running)
    {
        var folder = running ? node.Folder : _folder;
        var pem = Path.Combine(_folder, "out.pem");
        var der = Path.Combine(_folder, "out.der");

        var printed = await RunAsync("certificate", "--data", folder);
        var exported = await RunAsync("certificate", "export", pem, "--data", folder);
        await RunAsync("certificate", "export", der, "--der", "--data", folder);

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "tls", "ca.pem"));
        Assert.Equal((ExitCode.Success, authority.ExportCertificatePem() + "\n"), (printed.Code, printed.Output));
        Assert.Equal(printed.Output, await File.ReadAllTextAsync(pem, TestContext.Current.CancellationToken));
        Assert.Equal(authority.RawData, await File.ReadAllBytesAsync(der, TestContext.Current.CancellationToken));
        var fingerprint = string.Join(':', authority.GetCertHash(HashAlgorithmName.SHA256).Select(octet => $"{octet:X2}"));
        Assert.Contains(fingerprint, printed.Errors, StringComparison.Ordinal);
        Assert.Contains(fingerprint, exported.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CA_is_replaced_only_when_asked_and_while_no_node_runs()
    {
        var first = await RunAsync("certificate", "--data", _folder);
        var same = await RunAsync("certificate", "--data", _folder);
        var replaced = await RunAsync("certificate", "replace", "--data", _folder);
        var second = await RunAsync("certificate", "--data", _folder);
        var running = await RunAsync("certificate", "replace", "--data", node.Folder);

        Assert.Equal(first, same);
        Assert.Equal(ExitCode.Success, replaced.Code);
        Assert.NotEqual(first.Output, second.Output);
        Assert.Equal(ExitCode.FolderInUse, running.Code);
    }

    [Fact]
    public async Task A_unit_for_systemd_starts_this_program_on_this_folder()
    {
        var unit = (await RunAsync("service", "--data", Path.Combine(_folder, "50% of $HOME"))).Output;

        Assert.Contains("\nType=notify\n", unit, StringComparison.Ordinal);
        Assert.Matches("\nExecStart=\"/[^\"]+\" .*\"--ToxMail:DataDirectory=" + System.Text.RegularExpressions.Regex.Escape(_folder) + "/50%% of \\$\\$HOME\"\n", unit);
    }

    [Fact]
    public async Task A_login_link_comes_from_the_running_node_only()
    {
        var running = await RunAsync("login", "--data", node.Folder);
        var stopped = await RunAsync("login", "--data", _folder);
        using var stranger = node.Stranger();

        using var answer = await stranger.GetAsync(running.Output.Trim(), TestContext.Current.CancellationToken);

        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Equal(ExitCode.Failure, stopped.Code);
        Assert.StartsWith("No node is running", stopped.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_profile_moves_to_another_folder(bool encrypted)
    {
        var id = await RunAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "exported.tox");
        var other = Path.Combine(_folder, "other");
        string[] encrypt = encrypted ? ["--encrypt"] : [];

        var exported = await RunWithInputAsync("correct horse\n", ["profile", "export", file, "--data", _folder, .. encrypt]);
        var imported = await RunWithInputAsync("correct horse\n", "profile", "import", file, "--data", other);

        Assert.Equal((ExitCode.Success, ""), (exported.Code, exported.Errors));
        Assert.Equal((ExitCode.Success, ""), (imported.Code, imported.Errors));
        Assert.Equal(id.Output, (await RunAsync("id", "--data", other)).Output);
        Assert.Equal(encrypted, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().StartsWith("toxEsave"u8));
    }

    [Fact]
    public async Task A_wrong_passphrase_changes_nothing()
    {
        await RunAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "exported.tox");
        await RunWithInputAsync("correct horse\n", "profile", "export", file, "--encrypt", "--data", _folder);
        var other = Path.Combine(_folder, "other");

        var imported = await RunWithInputAsync("wrong horse\n", "profile", "import", file, "--data", other);

        Assert.Equal(ExitCode.Failure, imported.Code);
        Assert.False(File.Exists(Path.Combine(other, "profile.tox")));
    }

    [Fact]
    public async Task A_profile_is_only_replaced_when_asked_to()
    {
        var old = await RunAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "new.tox");
        var other = Path.Combine(_folder, "other");
        var wanted = await RunAsync("id", "--data", other);
        await RunAsync("profile", "export", file, "--data", other);

        var refused = await RunAsync("profile", "import", file, "--data", _folder);
        Assert.Equal((ExitCode.Failure, old.Output), (refused.Code, (await RunAsync("id", "--data", _folder)).Output));

        var replaced = await RunAsync("profile", "import", file, "--replace", "--data", _folder);
        Assert.Equal((ExitCode.Success, wanted.Output), (replaced.Code, (await RunAsync("id", "--data", _folder)).Output));
    }

    [Fact]
    public async Task A_replaced_profile_is_kept_for_good()
    {
        await RunAsync("id", "--data", _folder);
        var old = await File.ReadAllBytesAsync(DataDirectory.ProfileIn(_folder), TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder, "new.tox");
        await RunAsync("id", "--data", Path.Combine(_folder, "other"));
        await RunAsync("profile", "export", file, "--data", Path.Combine(_folder, "other"));

        var replaced = await RunAsync("profile", "import", file, "--replace", "--data", _folder);
        var again = await RunAsync("profile", "import", file, "--replace", "--data", _folder);
        foreach (var start in (string[])["first", "second"])
        {
            var later = new WebNode(_folder, [$"--ToxMail:Mail:RequirePassword={start == "first"}"]);
            await later.InitializeAsync();
            await later.StopAsync();
        }

        var kept = Directory.GetFiles(_folder, "profile.tox.replaced-*").Order(StringComparer.Ordinal).ToList();
        Assert.Equal((ExitCode.Success, ExitCode.Success, 2), (replaced.Code, again.Code, kept.Count));
        Assert.Equal(old, await File.ReadAllBytesAsync(kept[0], TestContext.Current.CancellationToken));
        Assert.Contains(kept[0], replaced.Output, StringComparison.Ordinal);
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
    [InlineData("")]
    [InlineData("this is no profile")]
    public async Task Nonsense_is_not_imported(string content)
    {
        var file = Path.Combine(_folder, "nonsense.tox");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var imported = await RunAsync("profile", "import", file, "--data", Path.Combine(_folder, "other"));

        Assert.Equal((ExitCode.Failure, $"{file} is not a Tox profile: nothing was changed.\n"), (imported.Code, imported.Errors));
    }

    [Fact]
    public async Task A_running_nodes_profile_is_not_replaced()
    {
        await RunAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "exported.tox");
        await RunAsync("profile", "export", file, "--data", _folder);

        var imported = await RunAsync("profile", "import", file, "--replace", "--data", node.Folder);

        Assert.Equal(ExitCode.FolderInUse, imported.Code);
    }

    [Fact]
    public async Task The_check_finds_a_node_that_is_not_connected()
    {
        var running = await RunAsync("check", "--data", node.Folder);
        var stopped = await RunAsync("check", "--data", _folder, "--ToxMail:Smtp:Port", "0", "--ToxMail:Pop3:Port", "0", "--ToxMail:Dashboard:Port", "0");

        Assert.Equal(ExitCode.Failure, running.Code);
        Assert.Contains("FAULT  Network", running.Output, StringComparison.Ordinal);
        Assert.Contains("ok     smtp", running.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Success, ""), (stopped.Code, stopped.Errors));
        Assert.Contains("-      Network         not checked", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("ok     Tox library     libtoxcore 0.2.", stopped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_names_a_taken_port()
    {
        var taken = node.Root.Port;

        var check = await RunAsync("check", "--data", _folder, "--ToxMail:Smtp:Port", $"{taken}", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0");

        Assert.Equal(ExitCode.Failure, check.Code);
        Assert.Contains("FAULT  SMTP port", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_looks_at_the_ports_of_the_tox_network()
    {
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)udp.LocalEndPoint!).Port;
        string[] words = ["check", "--data", _folder, "--ToxMail:Smtp:Port=0", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0", "--ToxMail:Tox:Ipv6Enabled=false", $"--ToxMail:Tox:StartPort={port}", $"--ToxMail:Tox:TcpRelayPort={node.Root.Port}"];

        var none = await RunAsync([.. words, $"--ToxMail:Tox:EndPort={port}"]);
        var some = await RunAsync([.. words, $"--ToxMail:Tox:EndPort={ushort.MaxValue}"]);

        Assert.Contains($"FAULT  Tox UDP port    every port from {port} to {port} is taken", none.Output, StringComparison.Ordinal);
        Assert.Contains("FAULT  Tox relay port", none.Output, StringComparison.Ordinal);
        Assert.Contains("ok     Tox UDP port", some.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"dance\" is not a command. Try: toxmail help", "dance")]
    [InlineData("--dta is not an option. Try: toxmail help", "--dta", "x")]
    [InlineData("--Smtp:Port is not an option. Settings are written --ToxMail:Section:Key VALUE, as in --ToxMail:Smtp:Port 2525.", "--Smtp:Port", "25")]
    [InlineData("--ToxMail:Smtp:Port needs a value.", "--ToxMail:Smtp:Port")]
    [InlineData("This is written toxmail password add NAME or toxmail password list or toxmail password remove NAME.", "password", "add")]
    [InlineData("This is written toxmail password add NAME or toxmail password list or toxmail password remove NAME.", "password", "list", "x")]
    [InlineData("This is written toxmail profile export FILE [--encrypt] or toxmail profile import FILE [--replace].", "profile", "export")]
    [InlineData("--encrypt is not an option. Try: toxmail help", "id", "--encrypt")]
    [InlineData("The demo has settings of its own and takes no others: --ToxMail:DataDirectory. To keep its data: toxmail demo [--keep DIR]", "demo", "--data", "x")]
    public async Task What_is_not_understood_is_said(string sentence, params string[] words)
    {
        var run = await RunAsync(words);

        Assert.Equal(ExitCode.Failure, run.Code);
        Assert.Contains(sentence, run.Errors.Split('\n'));
    }

    [Fact]
    public async Task Faults_of_the_command_and_of_the_settings_are_told_together()
    {
        var run = await RunAsync("--dta", "--ToxMail:Smtp:Port=x", "--ToxMail:Nonsense=1");

        Assert.Equal(3, run.Errors.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await RunAsync("help");

        Assert.Equal(ExitCode.Success, help.Code);
        Assert.All((string[])["login", "id", "password", "profile", "check"], name => Assert.Contains($"toxmail {name}", help.Output, StringComparison.Ordinal));
        Assert.Equal(help, await RunAsync("--help"));
    }

    private static Task<CommandRun> RunAsync(params string[] words) => RunWithInputAsync("", words);

    private static async Task<CommandRun> RunWithInputAsync(string input, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await ToxMailProgram.RunAsync(words, new StringReader(input), output, errors, TemporaryStore.Ct);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
