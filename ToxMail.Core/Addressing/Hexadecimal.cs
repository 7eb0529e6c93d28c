using System.Buffers;

namespace ToxMail.Core.Addressing;

internal static class Hexadecimal
{
    /// <summary>Fills <paramref name="bytes"/> from exactly twice as many hexadecimal digits; true when all were digits.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == bytes.Length * 2
        && Convert.FromHexString(text, bytes, out _, out var written) == OperationStatus.Done
        && written == bytes.Length;
}
