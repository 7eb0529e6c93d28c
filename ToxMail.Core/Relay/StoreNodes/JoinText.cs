using System.Buffers.Text;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>The text of a contact request that asks a store node for a place: <c>docs/protocol.md</c> §5.5.</summary>
internal static class JoinText
{
    private const string Start = "TMR1 join ";

    public static string Of(ReadOnlySpan<byte> stamp) => Start + Base64Url.EncodeToString(stamp);

    /// <summary>Whether the text asks for a place, well or badly.</summary>
    public static bool IsOne(string text) => text.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>The stamp, or null when the text holds none.</summary>
    public static byte[]? Read(string text)
    {
        var stamp = new byte[JoinStamp.Size];
        return IsOne(text) && Base64Url.IsValid(text.AsSpan(Start.Length), out var size) && size == JoinStamp.Size
            && Base64Url.TryDecodeFromChars(text.AsSpan(Start.Length), stamp, out _)
            ? stamp
            : null;
    }
}
