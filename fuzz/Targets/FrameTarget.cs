using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>A packet from a peer: what was read, written and read again is the same.</summary>
internal sealed class FrameTarget : IFuzzTarget
{
    private static readonly Digest Digest = DigestBuilder.Of("a"u8);

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        FrameCodec.Write(new Frame.Hello(1, 1, 100 << 20, 1_700_000_000, "ToxMail 1.0")),
        FrameCodec.Write(new Frame.MailPart(Digest, 3, 10, "bytes"u8.ToArray())),
        FrameCodec.Write(new Frame.MailResult(Digest, MailStatus.Refused, ResultCode.TooLarge, "No: é")),
        FrameCodec.Write(new Frame.MailStored([Digest, DigestBuilder.Of("b"u8)])),
        FrameCodec.Write(new Frame.Bye(ByeReason.Blocked)),
    ];

    public IReadOnlyList<string> Words { get; } = ["\u0001", "\u0002", "\u0003", "\u0004", "\u0005", "\u2028", "é"];

    public void Run(byte[] input)
    {
        var reading = FrameCodec.Read(input, out var frame);
        Property.Equal(reading == FrameReading.Ok, frame is not null, "A frame comes with Ok alone");
        if (frame is null)
        {
            return;
        }

        var written = FrameCodec.Write(frame);
        Property.Equal(FrameReading.Ok, FrameCodec.Read(written, out var again), "A frame written is one");
        Property.Equal(Text(frame), Text(again), "A frame written and read is the same");
        Property.Holds(written.Length <= Math.Max(input.Length, WireFormat.MaxPacket), "What was read fits into a packet");
    }

    private static string? Text(Frame? frame) => frame switch
    {
        Frame.MailPart part => $"{part.Digest} {part.Offset} {part.Total} {Convert.ToHexString(part.Bytes.Span)}",
        Frame.MailStored stored => string.Join(' ', stored.Digests),
        Frame.MailResult { Text: var text } when text.Any(char.IsControl) => throw new PropertyBrokenException("A peer's words have no control characters"),
        Frame.Hello { Program: var text } when text.Any(char.IsControl) => throw new PropertyBrokenException("A peer's program has no control characters"),
        _ => frame?.ToString(),
    };
}
