using ToxMail.Core.Store;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web.Commands;

/// <summary><c>toxmail profile</c>: a Tox profile leaves and moves in.</summary>
public sealed class ProfileCommandTests(WebNode node) : IClassFixture<WebNode>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_profile_moves_to_another_folder(bool encrypted)
    {
        var id = await CommandRun.OfAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "exported.tox");
        var other = Path.Combine(_folder, "other");
        string[] encrypt = encrypted ? ["--encrypt"] : [];

        var exported = await CommandRun.WithInputAsync("correct horse\n", ["profile", "export", file, "--data", _folder, .. encrypt]);
        var imported = await CommandRun.WithInputAsync("correct horse\n", "profile", "import", file, "--data", other);

        Assert.Equal((ExitCode.Success, ""), (exported.Code, exported.Errors));
        Assert.Equal((ExitCode.Success, ""), (imported.Code, imported.Errors));
        Assert.Equal(id.Output, (await CommandRun.OfAsync("id", "--data", other)).Output);
        Assert.Equal(encrypted, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().StartsWith("toxEsave"u8));
    }

    [Fact]
    public async Task A_wrong_passphrase_changes_nothing()
    {
        await CommandRun.OfAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "exported.tox");
        await CommandRun.WithInputAsync("correct horse\n", "profile", "export", file, "--encrypt", "--data", _folder);
        var other = Path.Combine(_folder, "other");

        var imported = await CommandRun.WithInputAsync("wrong horse\n", "profile", "import", file, "--data", other);

        Assert.Equal(ExitCode.Failure, imported.Code);
        Assert.False(File.Exists(Path.Combine(other, "profile.tox")));
    }

    [Fact]
    public async Task A_profile_is_only_replaced_when_asked_to()
    {
        var old = await CommandRun.OfAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "new.tox");
        var other = Path.Combine(_folder, "other");
        var wanted = await CommandRun.OfAsync("id", "--data", other);
        await CommandRun.OfAsync("profile", "export", file, "--data", other);

        var refused = await CommandRun.OfAsync("profile", "import", file, "--data", _folder);
        Assert.Equal((ExitCode.Failure, old.Output), (refused.Code, (await CommandRun.OfAsync("id", "--data", _folder)).Output));

        var replaced = await CommandRun.OfAsync("profile", "import", file, "--replace", "--data", _folder);
        Assert.Equal((ExitCode.Success, wanted.Output), (replaced.Code, (await CommandRun.OfAsync("id", "--data", _folder)).Output));
    }

    [Fact]
    public async Task A_replaced_profile_is_kept_for_good()
    {
        await CommandRun.OfAsync("id", "--data", _folder);
        var old = await File.ReadAllBytesAsync(DataDirectory.ProfileIn(_folder), TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder, "new.tox");
        await CommandRun.OfAsync("id", "--data", Path.Combine(_folder, "other"));
        await CommandRun.OfAsync("profile", "export", file, "--data", Path.Combine(_folder, "other"));

        var replaced = await CommandRun.OfAsync("profile", "import", file, "--replace", "--data", _folder);
        var again = await CommandRun.OfAsync("profile", "import", file, "--replace", "--data", _folder);
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
    [InlineData("")]
    [InlineData("this is no profile")]
    public async Task Nonsense_is_not_imported(string content)
    {
        var file = Path.Combine(_folder, "nonsense.tox");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var imported = await CommandRun.OfAsync("profile", "import", file, "--data", Path.Combine(_folder, "other"));

        Assert.Equal((ExitCode.Failure, $"{file} is not a Tox profile: nothing was changed.\n"), (imported.Code, imported.Errors));
    }

    [Fact]
    public async Task A_running_nodes_profile_is_not_replaced()
    {
        await CommandRun.OfAsync("id", "--data", _folder);
        var file = Path.Combine(_folder, "exported.tox");
        await CommandRun.OfAsync("profile", "export", file, "--data", _folder);

        var imported = await CommandRun.OfAsync("profile", "import", file, "--replace", "--data", node.Folder);

        Assert.Equal(ExitCode.FolderInUse, imported.Code);
    }
}
