using System.Runtime.Versioning;
using ToxMail.Core.Store;
using Xunit;

namespace ToxMail.Tests.Store;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("toxmail-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact, UnsupportedOSPlatform("windows")]
    public void Creates_a_folder_that_only_its_owner_can_read()
    {
        using var directory = DataDirectory.Open(Path.Combine(_parent, "a", "b"));

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        string[] folders = [directory.Root, directory.Blobs, directory.Spool, directory.Tls];
        Assert.Equal([OwnerOnly], folders.Select(File.GetUnixFileMode).Distinct());
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void Narrows_the_mode_of_a_folder_that_others_could_read()
    {
        File.SetUnixFileMode(_parent, (UnixFileMode)0b111_101_101);
        using var directory = DataDirectory.Open(_parent);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(_parent));
    }

    [Fact]
    public void Keeps_a_second_one_out()
    {
        using var first = DataDirectory.Open(_parent);

        var refusal = Assert.Throws<DataDirectoryInUseException>(() => DataDirectory.Open(_parent));
        Assert.Contains(_parent, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_the_next_one_in_when_disposed()
    {
        DataDirectory.Open(_parent).Dispose();
        DataDirectory.Open(_parent).Dispose();
    }

    [Theory]
    [InlineData("file/below")]
    [InlineData("file")]
    public void Says_so_when_the_folder_cannot_be_made(string name)
    {
        File.WriteAllText(Path.Combine(_parent, "file"), "in the way");
        var path = Path.Combine(_parent, name);

        var refusal = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(path));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--ToxMail:DataDirectory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_so_when_the_system_denies_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file system that nobody can write to, not even root.");

        var refusal = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open("/proc/toxmail"));
        Assert.Contains("/proc/toxmail", refusal.Message, StringComparison.Ordinal);
    }
}
