using ToxMail.Core.Disk;
using Xunit;

namespace ToxMail.Tests.Disk;

public sealed class FolderSweepTests : IDisposable
{
    private static readonly DateTimeOffset Before = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toxmail-disk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Deletes_what_is_older_and_nothing_else()
    {
        var old = Create("old", Before.AddSeconds(-1));
        var oldBelow = Create("below/deeper/old", Before.AddYears(-1));
        var justThen = Create("just-then", Before);
        var youngBelow = Create("below/deeper/young", Before.AddSeconds(1));

        FolderSweep.DeleteOlder(_folder.FullName, Before);

        Assert.False(File.Exists(old));
        Assert.False(File.Exists(oldBelow));
        Assert.True(File.Exists(justThen));
        Assert.True(File.Exists(youngBelow));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_empty()
    {
        var missing = Path.Combine(_folder.FullName, "missing");

        FolderSweep.DeleteOlder(missing, Before);

        Assert.False(Directory.Exists(missing));
    }

    private string Create(string name, DateTimeOffset written)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "content");
        File.SetLastWriteTimeUtc(path, written.UtcDateTime);
        return path;
    }
}
