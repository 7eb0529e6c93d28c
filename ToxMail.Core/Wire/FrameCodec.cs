using System.Buffers.Binary;
using System.Text;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Wire;

/// <summary>Frames to packets and back: <c>docs/protocol.md</c> §1. Reading is total: any bytes give a frame or a verdict, never an exception.</summary>
public static class FrameCodec
{
    private const int HeadSize = 2;
    private const int PartHeadSize = WireFormat.DigestSize + 8;
    private const int ResultHeadSize = WireFormat.DigestSize + 3;

    public static byte[] Write(Frame frame) => frame switch
    {
        Frame.Hello hello => Packet(FrameType.Hello, HelloCodec.Write(hello)),
        Frame.MailPart part => WritePart(part),
        Frame.MailResult result => WriteResult(result),
        Frame.MailStored stored => WriteStored(stored),
        Frame.Bye bye => [WireFormat.PacketId, (byte)FrameType.Bye, (byte)bye.Reason],
        Frame.Offer offer => Packet(FrameType.Offer, RelayCodec.Write(offer)),
        Frame.Want want => Packet(FrameType.Want, RelayCodec.Write(want)),
        Frame.Release release => Packet(FrameType.Release, RelayCodec.Write(release)),
        Frame.Keys keys => Packet(FrameType.Keys, keys.Body.Span),
        _ => throw new ArgumentException("A frame of no known type.", nameof(frame)),
    };

    public static FrameReading Read(ReadOnlyMemory<byte> packet, out Frame? frame)
    {
        frame = null;
        if (packet.Length < HeadSize || packet.Span[0] != WireFormat.PacketId || !Enum.IsDefined((FrameType)packet.Span[1]))
        {
            return FrameReading.Unknown;
        }

        frame = ReadBody((FrameType)packet.Span[1], packet[HeadSize..]);
        return frame is null ? FrameReading.Malformed : FrameReading.Ok;
    }

    private static Frame? ReadBody(FrameType type, ReadOnlyMemory<byte> body) => type switch
    {
        FrameType.Hello => HelloCodec.Read(body),
        FrameType.MailPart => ReadPart(body),
        FrameType.MailResult => ReadResult(body.Span),
        FrameType.MailStored => ReadStored(body.Span),
        FrameType.Offer => RelayCodec.ReadOffer(body.Span),
        FrameType.Want => RelayCodec.ReadWant(body.Span),
        FrameType.Release => RelayCodec.ReadRelease(body.Span),
        FrameType.Keys => body.IsEmpty ? null : new Frame.Keys(body),
        FrameType.Bye => body.Length >= 1 && Enum.IsDefined((ByeReason)body.Span[0]) ? new Frame.Bye((ByeReason)body.Span[0]) : null,
        _ => null,
    };

    private static byte[] WritePart(Frame.MailPart part)
    {
        var packet = Begin(FrameType.MailPart, PartHeadSize + part.Bytes.Length, part.Digest);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(HeadSize + WireFormat.DigestSize), (uint)part.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(HeadSize + WireFormat.DigestSize + 4), (uint)part.Total);
        part.Bytes.Span.CopyTo(packet.AsSpan(HeadSize + PartHeadSize));
        return packet;
    }

    private static Frame.MailPart? ReadPart(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= PartHeadSize)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadUInt32LittleEndian(body.Span[WireFormat.DigestSize..]);
        var total = BinaryPrimitives.ReadUInt32LittleEndian(body.Span[(WireFormat.DigestSize + 4)..]);
        var bytes = body[PartHeadSize..];
        return total <= WireFormat.MaxInline && offset <= total && bytes.Length <= total - offset
            ? new Frame.MailPart(new Digest(body.Span[..WireFormat.DigestSize]), (int)offset, (int)total, bytes)
            : null;
    }

    private static byte[] WriteResult(Frame.MailResult result)
    {
        var text = Encoding.UTF8.GetBytes(result.Text);
        text = text.Length <= WireFormat.MaxResultText ? text : text[..WireFormat.MaxResultText];
        var packet = Begin(FrameType.MailResult, ResultHeadSize + text.Length, result.Digest);
        packet[HeadSize + WireFormat.DigestSize] = (byte)result.Status;
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(HeadSize + WireFormat.DigestSize + 1), (ushort)result.Code);
        text.CopyTo(packet.AsSpan(HeadSize + ResultHeadSize));
        return packet;
    }

    private static Frame.MailResult? ReadResult(ReadOnlySpan<byte> body)
    {
        if (body.Length is < ResultHeadSize or > ResultHeadSize + WireFormat.MaxResultText)
        {
            return null;
        }

        var status = (MailStatus)body[WireFormat.DigestSize];
        var code = (ResultCode)BinaryPrimitives.ReadUInt16LittleEndian(body[(WireFormat.DigestSize + 1)..]);
        return Enum.IsDefined(status)
            ? new Frame.MailResult(new Digest(body[..WireFormat.DigestSize]), status, code, PeerText.Clean(Encoding.UTF8.GetString(body[ResultHeadSize..]), WireFormat.MaxResultText))
            : null;
    }

    private static byte[] WriteStored(Frame.MailStored stored)
    {
        var packet = new byte[HeadSize + (stored.Digests.Count * WireFormat.DigestSize)];
        packet[0] = WireFormat.PacketId;
        packet[1] = (byte)FrameType.MailStored;
        for (var i = 0; i < stored.Digests.Count; i++)
        {
            stored.Digests[i].CopyTo(packet.AsSpan(HeadSize + (i * WireFormat.DigestSize)));
        }

        return packet;
    }

    private static Frame.MailStored? ReadStored(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body.Length % WireFormat.DigestSize != 0)
        {
            return null;
        }

        var digests = new Digest[body.Length / WireFormat.DigestSize];
        for (var i = 0; i < digests.Length; i++)
        {
            digests[i] = new Digest(body.Slice(i * WireFormat.DigestSize, WireFormat.DigestSize));
        }

        return new Frame.MailStored(digests);
    }

    private static byte[] Packet(FrameType type, ReadOnlySpan<byte> body) => [WireFormat.PacketId, (byte)type, .. body];

    private static byte[] Begin(FrameType type, int bodyLength, Digest digest)
    {
        var packet = new byte[HeadSize + bodyLength];
        packet[0] = WireFormat.PacketId;
        packet[1] = (byte)type;
        digest.CopyTo(packet.AsSpan(HeadSize));
        return packet;
    }
}
