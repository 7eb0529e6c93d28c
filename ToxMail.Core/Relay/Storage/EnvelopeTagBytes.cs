using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

internal sealed class EnvelopeTagBytes() : ValueConverter<EnvelopeTag, byte[]>(
    tag => EnvelopeIdBytes.ToBytes(tag.Value),
    stored => new EnvelopeTag(BinaryPrimitives.ReadUInt128LittleEndian(stored)));
