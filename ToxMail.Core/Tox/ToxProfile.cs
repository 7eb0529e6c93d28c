using ToxMail.Core.Disk;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>
/// The file with the node's secret key and contacts: libtoxcore savedata, readable by other Tox clients. Written as a temporary file,
/// synced and renamed, so that a crash leaves the old or the new one; the one before is kept as <c>.bak</c> and never taken up unasked.
/// </summary>
public sealed class ToxProfile(string path)
{
    internal const string EncryptedMessage = "The profile (profile.tox) is encrypted with a passphrase. Import it with: toxmail profile import FILE";

    public string Path => path;

    private string Name => System.IO.Path.GetFileName(path);

    public bool Exists => File.Exists(path);

    /// <summary>The savedata, or empty when there is no profile yet.</summary>
    /// <exception cref="ToxUnavailableException">Empty, encrypted or unreadable: never to be replaced by a new identity.</exception>
    public byte[] Load()
    {
        if (!Exists)
        {
            return [];
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
            File.Copy(path, path + ".bak", overwrite: true);
        }

        DurableFile.Write(path, savedata);
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
}
