using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Schema;

internal sealed class BlobIdBytes() : ValueConverter<BlobId, byte[]>(
    id => id.ToArray(),
    stored => new BlobId(stored));
