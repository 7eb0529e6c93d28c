using System.Security.Cryptography;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>32 secret bytes in memory the garbage collector does not copy, overwritten when disposed of.</summary>
internal sealed class Secret : IDisposable
{
    public const int Size = 32;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Size, pinned: true);

    public Span<byte> Bytes => _bytes;

    public static Secret Random()
    {
        var secret = new Secret();
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <exception cref="ArgumentException">More than <see cref="Size"/> bytes.</exception>
    public static Secret Copy(ReadOnlySpan<byte> bytes)
    {
        var secret = new Secret();
        bytes.CopyTo(secret._bytes);
        return secret;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
