namespace ToxMail.Core.Disk;

/// <summary>Small private files that a crash leaves either old or new.</summary>
public static class DurableFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a temporary file of mode 0600, syncs it, renames it over the path and syncs the folder.</summary>
    /// <exception cref="IOException">Nothing was changed, or only the folder's sync failed. Also when the rights are missing.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Replace(path, content);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{path} cannot be written: {exception.Message} Check who owns it, its folder and {path}.tmp.", exception);
        }
    }

    private static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, CreatePrivate()))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static FileStreamOptions CreatePrivate()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        return options;
    }
}
