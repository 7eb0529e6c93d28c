using ToxMail.Core.Addressing;
using ToxMail.Core.Disk;
using ToxMail.Core.Store;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>Parcels that are not whole yet, one folder for each sender. What is here survives a crash and is continued: <c>docs/protocol.md</c> §3.3.</summary>
internal sealed class IncomingSpool(DataDirectory directory, MailOptions options)
{
    private static readonly TimeSpan KeepParts = TimeSpan.FromDays(7);

    private readonly string _folder = Path.Combine(directory.Spool, "incoming");

    /// <summary>Bytes of this parcel that are here.</summary>
    internal long Held(PublicKey sender, Digest digest) => new FileInfo(PathOf(sender, digest)) is { Exists: true } file ? file.Length : 0;

    /// <summary>
    /// Whether what is promised to a sender stays within its share: twice the largest mail. Parts it left unfinished and does not continue
    /// just now give way to what it sends now, the oldest first: it may have given those mails up.
    /// </summary>
    internal bool MakeShare(PublicKey sender, IReadOnlyDictionary<Digest, long> promised)
    {
        var free = (2 * (options.LargestArrival + WireFormat.MaxParcelHeader)) - promised.Values.Sum();
        if (free < 0)
        {
            return false;
        }

        foreach (var part in Unfinished(sender, promised.Keys).OrderByDescending(static file => file.LastWriteTimeUtc))
        {
            free -= part.Length;
            if (free < 0)
            {
                part.Delete();
            }
        }

        return true;
    }

    internal Stream Append(PublicKey sender, Digest digest)
    {
        Directory.CreateDirectory(FolderOf(sender));
        return new FileStream(PathOf(sender, digest), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
    }

    internal Stream Open(PublicKey sender, Digest digest) =>
        new FileStream(PathOf(sender, digest), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024);

    internal void Delete(PublicKey sender, Digest digest)
    {
        if (Directory.Exists(FolderOf(sender)))
        {
            File.Delete(PathOf(sender, digest));
        }
    }

    internal void Sweep(DateTimeOffset now) => FolderSweep.DeleteOlder(_folder, now - KeepParts);

    private IEnumerable<FileInfo> Unfinished(PublicKey sender, IEnumerable<Digest> promised)
    {
        var names = promised.Select(static digest => digest.ToString()).ToHashSet();
        var folder = new DirectoryInfo(FolderOf(sender));
        return folder.Exists ? folder.EnumerateFiles().Where(file => !names.Contains(file.Name)) : [];
    }

    private string FolderOf(PublicKey sender) => Path.Combine(_folder, sender.ToString());

    private string PathOf(PublicKey sender, Digest digest) => Path.Combine(FolderOf(sender), digest.ToString());
}
