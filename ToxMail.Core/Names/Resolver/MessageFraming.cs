using System.Buffers.Binary;

namespace ToxMail.Core.Names.Resolver;

/// <summary>Messages on a stream: two octets of length before each (RFC 1035 4.2.2), so that none is longer than 65,535.</summary>
internal static class MessageFraming
{
    private const int LengthSize = sizeof(ushort);

    /// <summary>A message has a header at least.</summary>
    private const int MinMessage = 12;

    /// <summary>Length and message in one write: some servers do not take them in two (RFC 7766 8).</summary>
    internal static async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var framed = new byte[LengthSize + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, checked((ushort)message.Length));
        message.CopyTo(framed.AsMemory(LengthSize));
        await stream.WriteAsync(framed, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>The next message.</summary>
    /// <exception cref="InvalidDataException">Its length is that of no message.</exception>
    /// <exception cref="EndOfStreamException">The other side closed the connection before its end.</exception>
    internal static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[LengthSize];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        if (message.Length < MinMessage)
        {
            throw new InvalidDataException("the answer is too short for a DNS message");
        }

        await stream.ReadExactlyAsync(message, cancellationToken);
        return message;
    }
}
