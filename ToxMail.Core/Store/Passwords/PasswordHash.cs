using System.Security.Cryptography;
using System.Text;

namespace ToxMail.Core.Store.Passwords;

/// <summary>
/// Makes and checks client passwords. They are 28 random letters of 24, which is 128 bits: nobody guesses that, so a plain salted hash does and a login costs next to nothing.
/// </summary>
internal static class PasswordHash
{
    internal const int SaltSize = 16;

    private const int Groups = 7;
    private const int LettersInGroup = 4;

    /// <summary>Without i and l, which look like 1.</summary>
    private const string Letters = "abcdefghjkmnopqrstuvwxyz";

    /// <summary>Seven groups of four letters.</summary>
    internal static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, LettersInGroup)));

    internal static byte[] Compute(ReadOnlySpan<byte> salt, string password) =>
        NSec.Cryptography.HashAlgorithm.Blake2b_256.Hash([.. salt, .. Encoding.UTF8.GetBytes(Normal(password))]);

    internal static bool Matches(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> hash, string password) =>
        CryptographicOperations.FixedTimeEquals(hash, Compute(salt, password));

    /// <summary>People type it with and without the hyphens, and phones begin with a capital.</summary>
    private static string Normal(string password) =>
        string.Concat(password.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToLowerInvariant();
}
