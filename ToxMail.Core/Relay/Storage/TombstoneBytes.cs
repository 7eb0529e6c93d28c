using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

internal sealed class TombstoneBytes() : ValueConverter<Tombstone, byte[]>(
    tombstone => tombstone.ToArray(),
    stored => new Tombstone(stored));
