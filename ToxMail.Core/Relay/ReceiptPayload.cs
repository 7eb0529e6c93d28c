using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Core.Relay;

/// <summary>The payload of a receipt: mail id, 16 bytes, and status, one byte, for each mail (<c>docs/protocol.md</c> §6.2).</summary>
internal static class ReceiptPayload
{
    /// <summary>Bytes of one entry.</summary>
    internal const int EntrySize = MailId.Size + 1;

    internal static byte[] Write(IReadOnlyList<ReceiptEntry> entries)
    {
        var payload = new byte[entries.Count * EntrySize];
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].MailId.CopyTo(payload.AsSpan(i * EntrySize));
            payload[(i * EntrySize) + MailId.Size] = (byte)entries[i].Status;
        }

        return payload;
    }

    /// <summary>Null when the bytes are no whole entries; entries with a status unknown here are left out.</summary>
    internal static IReadOnlyList<ReceiptEntry>? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty || payload.Length % EntrySize != 0)
        {
            return null;
        }

        var entries = new List<ReceiptEntry>(payload.Length / EntrySize);
        for (; !payload.IsEmpty; payload = payload[EntrySize..])
        {
            var status = (ReceiptStatus)payload[MailId.Size];
            if (status is ReceiptStatus.Stored or ReceiptStatus.TooLarge or ReceiptStatus.NotUnderstood)
            {
                entries.Add(new ReceiptEntry(MailId.Read(payload), status));
            }
        }

        return entries;
    }
}
