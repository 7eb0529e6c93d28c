using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Support.PlainTox;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>What a node does that is started with another libtoxcore than it needs, or with none.</summary>
public sealed class LibraryTests : IDisposable
{
    private const string InstallCommand = "sudo apt-get install libtoxcore2";
    private const string KnownFault = "GHSA-42vg-9mg3-399f";
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(30);

    private readonly string _libraries = Directory.CreateTempSubdirectory("toxmail-libraries-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_libraries, recursive: true);

    [Fact]
    public async Task Without_the_library_it_names_the_command_that_installs_it()
    {
        // Found first and no library: the search ends there.
        foreach (var name in (string[])[LibToxcore.Name, "libtoxcore.so"])
        {
            await File.WriteAllBytesAsync(Path.Combine(_libraries, name), [], Cancelled);
        }

        await AssertEndsAsync("is not installed", InstallCommand);
    }

    [Fact]
    public async Task With_a_library_too_old_it_names_both_versions_and_the_command()
    {
        OtherVersion.Write(_libraries, patch: 17);

        await AssertEndsAsync("0.2.17", "0.2.18", InstallCommand);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(23, false)]
    public async Task Of_a_library_with_a_known_fault_it_warns_and_runs(byte patch, bool warns)
    {
        OtherVersion.Write(_libraries, patch);
        await using var node = Node();

        await node.StartAsync(Cancelled);

        Assert.Equal(warns, node.Output.Contains(KnownFault, StringComparison.Ordinal));
        Assert.Equal(0, await node.StopAsync(NodeProcess.StopTimeout, Cancelled));
    }

    private async Task AssertEndsAsync(params string[] words)
    {
        await using var node = Node();

        Assert.Equal(1, await node.RunToExitAsync(ExitTimeout, Cancelled));

        Assert.All(words, word => Assert.Contains(word, node.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", node.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(node.DataDirectory, "profile.tox")));
    }

    private NodeProcess Node() =>
        new("library", MailCircle.Plain, new NodeSurroundings { Environment = new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = _libraries } });
}
