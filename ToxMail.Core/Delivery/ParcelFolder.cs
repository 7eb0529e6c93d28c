using ToxMail.Core.Disk;
using ToxMail.Core.Store;

namespace ToxMail.Core.Delivery;

/// <summary>Compressed bodies of large mails, kept until they are delivered so that a resumed transfer continues the same bytes.</summary>
internal sealed class ParcelFolder(DataDirectory directory)
{
    private readonly string _folder = Path.Combine(directory.Spool, "outgoing");

    internal string PathOf(long id) => Path.Combine(_folder, $"{id}.br");

    internal bool Has(long id) => File.Exists(PathOf(id));

    /// <summary>Writes a body under a temporary name and renames it when it is whole.</summary>
    internal async Task WriteAsync(long id, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(_folder);
        var temporary = PathOf(id) + ".tmp";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024))
        {
            await write(file);
        }

        File.Move(temporary, PathOf(id), overwrite: true);
    }

    internal Stream Open(long id) => new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);

    internal void Delete(long id)
    {
        if (Has(id))
        {
            File.Delete(PathOf(id));
        }
    }

    /// <summary>At start: what no waiting mail owns.</summary>
    internal void Sweep(TimeSpan olderThan, DateTimeOffset now) => FolderSweep.DeleteOlder(_folder, now - olderThan);
}
