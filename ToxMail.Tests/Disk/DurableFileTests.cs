using ToxMail.Core.Disk;
using Xunit;

namespace ToxMail.Tests.Disk;

public sealed class DurableFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toxmail-disk-");

    private string FilePath => Path.Combine(_folder.FullName, "small");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Replaces_the_whole_content()
    {
        DurableFile.Write(FilePath, "the first, longer one"u8);
        DurableFile.Write(FilePath, "the second"u8);

        Assert.Equal("the second"u8.ToArray(), File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Leaves_nothing_beside_the_file()
    {
        DurableFile.Write(FilePath, "content"u8);

        Assert.Equal(FilePath, Assert.Single(Directory.GetFileSystemEntries(_folder.FullName)));
    }

    [Fact]
    public void Is_for_its_owner_only_whatever_was_there()
    {
        File.WriteAllText(FilePath, "open to all");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        DurableFile.Write(FilePath, "content"u8);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Takes_no_notice_of_what_a_crash_left_half_written()
    {
        File.WriteAllText(FilePath, "old");
        File.WriteAllText(FilePath + ".tmp", "half of something much longer than the new content");

        DurableFile.Write(FilePath, "new"u8);

        Assert.Equal("new", File.ReadAllText(FilePath));
        Assert.False(File.Exists(FilePath + ".tmp"));
    }

    [Fact]
    public void Says_what_it_may_not_write()
    {
        // For root too: a folder in the place of a file is "access denied" to .NET.
        Directory.CreateDirectory(FilePath + ".tmp");

        var fault = Assert.ThrowsAny<IOException>(() => DurableFile.Write(FilePath, "content"u8));

        Assert.StartsWith($"{FilePath} cannot be written: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_there_is_no_such_folder() =>
        Assert.ThrowsAny<IOException>(() => DurableFile.Write(Path.Combine(_folder.FullName, "missing", "small"), "content"u8));
}
