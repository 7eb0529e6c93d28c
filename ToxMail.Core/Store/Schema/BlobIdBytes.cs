using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ToxMail.Core.Store.Schema;

internal sealed class BlobIdBytes() : ValueConverter<BlobId, byte[]>(
    id => id.ToArray(),
    stored => new BlobId(stored));
