using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <content><c>toxencryptsave.h</c>: the passphrase-encrypted form of a profile.</content>
internal static unsafe partial class Toxcore
{
    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_is_data_encrypted(ReadOnlySpan<byte> data);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_pass_encrypt(ReadOnlySpan<byte> plaintext, nuint length, ReadOnlySpan<byte> passphrase, nuint passphraseLength, Span<byte> ciphertext, out int error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_pass_decrypt(ReadOnlySpan<byte> ciphertext, nuint length, ReadOnlySpan<byte> passphrase, nuint passphraseLength, Span<byte> plaintext, out int error);
}
