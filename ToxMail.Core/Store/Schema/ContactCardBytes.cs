using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

internal sealed class ContactCardBytes() : ValueConverter<ContactCard, byte[]>(
    card => card.ToArray(),
    stored => Card(stored))
{
    private static ContactCard Card(byte[] stored) => ContactCard.Read(stored) ?? throw new InvalidDataException("A stored mail card is none.");
}
