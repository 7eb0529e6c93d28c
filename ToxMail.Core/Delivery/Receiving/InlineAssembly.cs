using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>Puts MAIL_PARTs of one contact together; holds at most as many parcels as may be unanswered.</summary>
internal sealed class InlineAssembly
{
    private const int MaxParcels = 16;

    private readonly Dictionary<Digest, (byte[] Bytes, int Filled)> _parcels = [];

    /// <summary>Takes a part; parts come in order, so one out of order starts anew or is dropped.</summary>
    /// <returns>The whole parcel once it is complete, else null.</returns>
    internal byte[]? Add(Frame.MailPart part)
    {
        if (part.Offset == 0)
        {
            MakeRoom(part.Digest);
            _parcels[part.Digest] = (new byte[part.Total], 0);
        }

        if (!_parcels.TryGetValue(part.Digest, out var parcel) || parcel.Filled != part.Offset || parcel.Bytes.Length != part.Total)
        {
            _parcels.Remove(part.Digest);
            return null;
        }

        part.Bytes.CopyTo(parcel.Bytes.AsMemory(part.Offset));
        _parcels[part.Digest] = parcel with { Filled = part.Offset + part.Bytes.Length };
        return _parcels[part.Digest].Filled == part.Total && _parcels.Remove(part.Digest) ? parcel.Bytes : null;
    }

    private void MakeRoom(Digest coming)
    {
        if (_parcels.Count >= MaxParcels && !_parcels.ContainsKey(coming))
        {
            _parcels.Clear();
        }
    }
}
