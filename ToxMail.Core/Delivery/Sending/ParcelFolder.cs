using ToxMail.Core.Disk;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>Compressed bodies of large mails, kept until they are delivered so that a resumed transfer continues the same bytes.</summary>
internal sealed class ParcelFolder(DataDirectory directory)
{
    private readonly string _folder = Path.Combine(directory.Spool, "outgoing");

    internal bool Has(QueuedMail mail) => File.Exists(PathOf(mail));

    /// <summary>Writes a body under a temporary name and renames it when it is whole and durable: a torn one would be offered again and again.</summary>
    internal async Task WriteAsync(QueuedMail mail, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(_folder);
        var temporary = PathOf(mail) + ".tmp";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024))
        {
            await write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, PathOf(mail), overwrite: true);
    }

    internal Stream Open(QueuedMail mail) => new FileStream(PathOf(mail), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);

    internal void Delete(long id)
    {
        if (Directory.Exists(_folder))
        {
            foreach (var file in Directory.EnumerateFiles(_folder, $"{id}-*"))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>What no waiting mail can own any more.</summary>
    internal void Sweep(TimeSpan olderThan, DateTimeOffset now) => FolderSweep.DeleteOlder(_folder, now - olderThan);

    /// <summary>Named by the parcel too: row ids come again in a database that was put back from a backup.</summary>
    private string PathOf(QueuedMail mail) => Path.Combine(_folder, $"{mail.Id}-{Convert.ToHexStringLower(mail.ParcelId)}.br");
}
