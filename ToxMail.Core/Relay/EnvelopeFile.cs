using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>Envelopes one after the other, as a contact hands them over.</summary>
internal static class EnvelopeFile
{
    /// <summary>All envelopes up to the end or to the first byte that belongs to none.</summary>
    /// <param name="file">What came.</param>
    /// <param name="isWhole">There is no such byte.</param>
    internal static IReadOnlyList<(EnvelopeHeader Header, ReadOnlyMemory<byte> Bytes)> Read(ReadOnlyMemory<byte> file, out bool isWhole)
    {
        var envelopes = new List<(EnvelopeHeader, ReadOnlyMemory<byte>)>();
        while (file.Length > Envelope.FlagsOffset && LengthOf(file.Span[Envelope.FlagsOffset]) is { } length && length <= file.Length && Envelope.TryReadHeader(file.Span[..length], out var header))
        {
            envelopes.Add((header, file[..length]));
            file = file[length..];
        }

        isWhole = file.IsEmpty;
        return envelopes;
    }

    private static int? LengthOf(byte flags) => (EnvelopeClass)(flags & Envelope.ClassBits) is var size && Enum.IsDefined(size) ? Envelope.SizeOf(size) : null;
}
