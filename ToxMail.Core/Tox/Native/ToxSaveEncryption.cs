using static ToxMail.Core.Tox.Native.Toxcore;

namespace ToxMail.Core.Tox.Native;

/// <summary><c>toxencryptsave.h</c> with spans: scrypt and a sealed box, 80 bytes longer than the plain form.</summary>
internal static class ToxSaveEncryption
{
    /// <summary><c>TOX_PASS_ENCRYPTION_EXTRA_LENGTH</c>.</summary>
    private const int ExtraLength = 80;

    internal static bool IsEncrypted(ReadOnlySpan<byte> file)
    {
        ToxcoreLibrary.Load();
        return file.Length >= ExtraLength && tox_is_data_encrypted(file);
    }

    internal static byte[]? Decrypt(ReadOnlySpan<byte> file, ReadOnlySpan<byte> passphrase)
    {
        if (file.Length <= ExtraLength)
        {
            return null;
        }

        var plaintext = new byte[file.Length - ExtraLength];
        return tox_pass_decrypt(file, (nuint)file.Length, passphrase, (nuint)passphrase.Length, plaintext, out _) ? plaintext : null;
    }

    internal static byte[] Encrypt(ReadOnlySpan<byte> savedata, ReadOnlySpan<byte> passphrase)
    {
        ToxcoreLibrary.Load();
        var ciphertext = new byte[savedata.Length + ExtraLength];
        return tox_pass_encrypt(savedata, (nuint)savedata.Length, passphrase, (nuint)passphrase.Length, ciphertext, out var error)
            ? ciphertext
            : throw new InvalidOperationException($"The profile could not be encrypted (error {error}).");
    }
}
