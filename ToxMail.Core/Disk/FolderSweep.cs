namespace ToxMail.Core.Disk;

/// <summary>Removes what nobody came back for.</summary>
public static class FolderSweep
{
    /// <summary>Deletes files last written before the given time, in the folder and below; a folder that does not exist is empty.</summary>
    public static void DeleteOlder(string folder, DateTimeOffset before)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (File.GetLastWriteTimeUtc(file) < before.UtcDateTime)
            {
                File.Delete(file);
            }
        }
    }
}
