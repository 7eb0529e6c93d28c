using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

internal sealed class PublicKeyBytes() : ValueConverter<PublicKey, byte[]>(
    key => key.ToArray(),
    stored => new PublicKey(stored));
