using System.Formats.Cbor;

namespace ToxMail.Core.Wire;

/// <summary>Reads a CBOR map with integer keys and lets nothing that is wrong with it out as an exception.</summary>
internal static class CborMap
{
    /// <summary>Calls for every entry; the callee reads or skips the value.</summary>
    /// <returns>False when the bytes are not one such map, or a value is not of the type its key asks for.</returns>
    internal static bool TryRead(ReadOnlyMemory<byte> bytes, Action<long, CborReader> entry)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Strict);
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                entry(reader.ReadInt64(), reader);
            }

            reader.ReadEndMap();
            return reader.BytesRemaining == 0;
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Passes over a value and gives back what was there.</summary>
    internal static T Skip<T>(CborReader reader, T unchanged)
    {
        reader.SkipValue();
        return unchanged;
    }
}
