using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

internal sealed class EnvelopeIdBytes() : ValueConverter<EnvelopeId, byte[]>(
    id => ToBytes(id.Value),
    stored => new EnvelopeId(BinaryPrimitives.ReadUInt128LittleEndian(stored)))
{
    internal static byte[] ToBytes(UInt128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        return bytes;
    }
}
