using ToxMail.Core.Addressing;
using ToxMail.Core.Disk;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>
/// The file with the node's secret key and contacts: libtoxcore savedata, readable by other Tox clients. Written as a temporary file,
/// synced and renamed, so that a crash leaves the old or the new one; the one before is kept as <c>.bak</c> and never taken up unasked.
/// A profile that is lost is not made anew: that would be somebody else.
/// </summary>
public sealed class ToxProfile(string path)
{
    internal const string EncryptedMessage = "The profile (profile.tox) is encrypted with a passphrase. Import it with: toxmail profile import FILE";

    private const string OwnName = "profile.tox";

    private bool _backupIsOurs;

    public string Path => path;

    /// <summary>Whether what else is in the folder belongs to an identity, so that a missing profile is a lost one.</summary>
    public bool IsExpected { get; init; }

    private string Name => System.IO.Path.GetFileName(path);

    private string Backup => path + ".bak";

    public bool Exists => File.Exists(path);

    /// <summary>The savedata, or empty when there is no profile yet.</summary>
    /// <exception cref="ToxUnavailableException">Lost, empty, encrypted or unreadable: never to be replaced by a new identity.</exception>
    public byte[] Load()
    {
        if (!Exists)
        {
            return IsExpected || File.Exists(Backup) ? throw new ToxUnavailableException($"The profile ({Name}) is missing, and this folder had one: a new one would be somebody whom your contacts do not know. {WayBack()} To begin anew, choose another data folder.") : [];
        }

        try
        {
            var savedata = File.ReadAllBytes(path);
            return savedata.Length == 0 ? throw new ToxUnavailableException($"The profile ({Name}) is empty and was left untouched. Put a good copy in its place: {Name}.bak beside it is the one before.")
                : IsEncrypted(savedata) ? throw new ToxUnavailableException(EncryptedMessage)
                : savedata;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToxUnavailableException($"The profile cannot be read: {exception.Message}");
        }
    }

    /// <summary>Replaces the profile durably.</summary>
    public void Save(ReadOnlySpan<byte> savedata)
    {
        if (Exists)
        {
            KeepBackup();
        }

        DurableFile.Write(path, savedata);
    }

    /// <summary>Puts another identity in this one's place.</summary>
    /// <returns>Where the old one is kept, under a name that is never used again. It is copied there: a crash must not leave a folder without a profile.</returns>
    public string Replace(ReadOnlySpan<byte> savedata)
    {
        var kept = NameToKeep(path);
        DurableFile.Write(kept, File.ReadAllBytes(path));
        if (!IsAnothers(Backup))
        {
            File.Delete(Backup);
        }

        DurableFile.Write(path, savedata);
        return kept;
    }

    /// <summary>True for the passphrase-encrypted form that other Tox clients write.</summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> file) => ToxSaveEncryption.IsEncrypted(file);

    /// <summary>Opens the encrypted form; null when the passphrase is wrong or the file damaged.</summary>
    public static byte[]? Decrypt(ReadOnlySpan<byte> file, ReadOnlySpan<byte> passphrase) => ToxSaveEncryption.Decrypt(file, passphrase);

    /// <summary>Writes the encrypted form.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> savedata, ReadOnlySpan<byte> passphrase) => ToxSaveEncryption.Encrypt(savedata, passphrase);

    /// <summary>Reads who a profile is and whom it knows, without going near the network.</summary>
    /// <exception cref="ToxUnavailableException">The bytes are no profile.</exception>
    public static ToxProfileContent Inspect(ReadOnlySpan<byte> savedata) => ToxProfileContent.Read(savedata);

    private string WayBack() => Name != OwnName ? $"Put a copy of it back: {Name}.bak beside it is the one before, if it is there."
        : File.Exists(Backup) ? $"Take back the one before: toxmail profile import {Backup}"
        : "Put it back from a copy of yours: toxmail profile import FILE";

    /// <summary>A copy of another identity may be the last one there is.</summary>
    private void KeepBackup()
    {
        if (!_backupIsOurs && IsAnothers(Backup))
        {
            File.Move(Backup, NameToKeep(Backup));
        }

        File.Copy(path, Backup + ".tmp", overwrite: true);
        File.Move(Backup + ".tmp", Backup, overwrite: true);
        _backupIsOurs = true;
    }

    private bool IsAnothers(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        var savedata = File.ReadAllBytes(file);
        return IsEncrypted(savedata) || (ReadKey(savedata) is { } key && key != ReadKey(File.ReadAllBytes(path)));
    }

    /// <summary>Null for a file that was cut short.</summary>
    private static PublicKey? ReadKey(byte[] savedata)
    {
        try
        {
            return savedata.Length == 0 ? null : Inspect(savedata).Id.PublicKey;
        }
        catch (ToxUnavailableException)
        {
            return null;
        }
    }

    private string NameToKeep(string file)
    {
        var name = $"{path}.replaced-{File.GetLastWriteTimeUtc(file):yyyyMMdd'T'HHmmss'Z'}";
        var kept = name;
        for (var number = 2; File.Exists(kept); number++)
        {
            kept = $"{name}-{number}";
        }

        return kept;
    }
}
