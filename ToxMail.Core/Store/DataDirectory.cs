using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store;

/// <summary>The data folder, held by this process until disposed. Its layout is in <c>docs/architecture.md</c>, "Data folder".</summary>
public sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string root, FileStream @lock)
    {
        Root = root;
        _lock = @lock;
    }

    /// <summary>The folder itself, as an absolute path.</summary>
    public string Root { get; }

    /// <summary>The SQLite database.</summary>
    public string Database => DatabaseIn(Root);

    /// <summary>Envelopes carried for others and on their way from here: nothing in it is missed for long when it is lost.</summary>
    public string RelayDatabase => Path.Combine(Root, "relay.db");

    /// <summary>Says that there was a database once: without it, mails are gone, which must not look like a first start.</summary>
    public string DatabaseMarker => MarkerIn(Root);

    /// <summary>libtoxcore's savedata.</summary>
    public string Profile => ProfileIn(Root);

    /// <summary>The savedata of an own Tox instance, from 1, which is the user's.</summary>
    public string ProfileOf(int instance) => instance == 1 ? Profile : Path.Combine(Root, $"profile-{instance}.tox");

    /// <summary>Message bytes, see <see cref="BlobStore"/>.</summary>
    public string Blobs => BlobsIn(Root);

    /// <summary>Files not yet whole: mails being submitted or received.</summary>
    public string Spool => Path.Combine(Root, "spool");

    /// <summary>Own certificate authority and certificate.</summary>
    public string Tls => TlsIn(Root);

    /// <summary>The token of the HTTP API.</summary>
    public string ApiToken => ApiTokenIn(Root);

    /// <summary>Where <see cref="Profile"/> is in a folder that is not held, for whoever only reads it.</summary>
    public static string ProfileIn(string folder) => Path.Combine(folder, "profile.tox");

    /// <summary>Where <see cref="ApiToken"/> is in a folder that another process holds.</summary>
    public static string ApiTokenIn(string folder) => Path.Combine(folder, "api.token");

    /// <summary>Where <see cref="Tls"/> is in a folder that another process may hold.</summary>
    public static string TlsIn(string folder) => Path.Combine(folder, "tls");

    /// <summary>Whether the folder has, or had, a database. That is made after the profile, so it belongs to an identity.</summary>
    public static bool HasHistory(string folder) => File.Exists(DatabaseIn(folder)) || File.Exists(MarkerIn(folder));

    /// <summary>Creates the folder when it is missing, readable by its owner only, and locks it.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process holds it.</exception>
    /// <exception cref="DataDirectoryException">It cannot be created, read or written.</exception>
    public static DataDirectory Open(string folder)
    {
        var root = Path.GetFullPath(folder);
        try
        {
            CreatePrivate(root);
            var directory = new DataDirectory(root, Lock(root));
            CreatePrivate(directory.Blobs);
            CreatePrivate(directory.Spool);
            CreatePrivate(directory.Tls);
            return directory;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new DataDirectoryException($"The data folder {root} cannot be read and written by this user. Correct its owner and mode (0700), or choose another with --ToxMail:DataDirectory.", denied);
        }
        catch (IOException failed)
        {
            throw new DataDirectoryException($"The data folder {root} cannot be used: {failed.Message} Correct this, or choose another with --ToxMail:DataDirectory.", failed);
        }
    }

    /// <summary>Whether a process holds the folder just now: only then does anything in it speak of a running node.</summary>
    public static bool IsHeld(string folder)
    {
        try
        {
            using var free = File.Exists(LockIn(folder)) ? Lock(folder) : null;
            return false;
        }
        catch (DataDirectoryInUseException)
        {
            return true;
        }
    }

    /// <summary>Lets the folder go.</summary>
    public void Dispose() => _lock.Dispose();

    private static string DatabaseIn(string folder) => Path.Combine(folder, "toxmail.db");

    private static string BlobsIn(string folder) => Path.Combine(folder, "blobs");

    private static string MarkerIn(string folder) => Path.Combine(BlobsIn(folder), "has-database");

    private static string LockIn(string folder) => Path.Combine(folder, "toxmail.lock");

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // A profile folder is already private to its user there.
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <summary>FileShare.None is an exclusive flock on Unix: the system drops it with the process, however that ends.</summary>
    private static FileStream Lock(string root)
    {
        try
        {
            return new FileStream(LockIn(root), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            throw new DataDirectoryInUseException(root, taken);
        }
    }

    /// <summary>EWOULDBLOCK of flock on Linux (11) and macOS (35), ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsSharingViolation(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
