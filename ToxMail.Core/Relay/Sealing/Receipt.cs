using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>What became of a relayed mail.</summary>
internal readonly record struct Receipt(MailId MailId, MailStatus Status)
{
    private const int Size = MailId.Size + 1;

    /// <summary>Receipts that fit into the smallest envelope, be it an intro.</summary>
    public static int MostInOne { get; } = (IntroLetter.Capacity - ToxProof.Size - sizeof(ushort)) / Size;

    /// <summary>The payload of a receipt envelope.</summary>
    public static byte[] Write(IReadOnlyList<Receipt> receipts)
    {
        var payload = new byte[sizeof(ushort) + receipts.Count * Size];
        var writer = new ByteWriter(payload);
        writer.UInt16(receipts.Count);
        foreach (var receipt in receipts)
        {
            writer.Write(receipt.MailId.ToArray());
            writer.Byte((byte)receipt.Status);
        }

        return payload;
    }

    /// <summary>Null when the payload is none.</summary>
    public static IReadOnlyList<Receipt>? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        List<Receipt> receipts = [];
        for (var left = reader.Count(MostInOne); left > 0; left--)
        {
            receipts.Add(new Receipt(MailId.Read(reader.Take(MailId.Size)), (MailStatus)reader.Byte()));
        }

        return reader.IsAtEnd && receipts.TrueForAll(receipt => Enum.IsDefined(receipt.Status)) ? receipts : null;
    }
}
