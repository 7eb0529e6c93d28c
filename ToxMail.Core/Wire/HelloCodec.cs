using System.Formats.Cbor;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Wire;

/// <summary>The CBOR map of a HELLO: <c>docs/protocol.md</c> §1.1. Unknown keys are skipped.</summary>
internal static class HelloCodec
{
    private const int MaxProgram = 64;

    internal static byte[] Write(Frame.Hello hello)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(6);
        writer.WriteInt32(0);
        writer.WriteInt32(hello.Version);
        writer.WriteInt32(1);
        writer.WriteInt32(hello.LowestVersion);
        writer.WriteInt32(2);
        writer.WriteUInt32(0);
        writer.WriteInt32(3);
        writer.WriteInt64(hello.MaxMailBytes);
        writer.WriteInt32(4);
        writer.WriteInt64(hello.Clock);
        writer.WriteInt32(5);
        writer.WriteTextString(hello.Program);
        writer.WriteEndMap();
        return writer.Encode();
    }

    internal static Frame.Hello? Read(ReadOnlyMemory<byte> body)
    {
        var hello = new Frame.Hello(0, 0, 0, 0, "");
        var read = CborMap.TryRead(body, (key, reader) => hello = key switch
        {
            0 => hello with { Version = reader.ReadInt32() },
            1 => hello with { LowestVersion = reader.ReadInt32() },
            3 => hello with { MaxMailBytes = reader.ReadInt64() },
            4 => hello with { Clock = reader.ReadInt64() },
            5 => hello with { Program = PeerText.Clean(reader.ReadTextString(), MaxProgram) },
            _ => CborMap.Skip(reader, hello),
        });
        return read && IsSound(hello) ? hello : null;
    }

    private static bool IsSound(Frame.Hello hello) =>
        hello.Version >= 1 && hello.LowestVersion >= 1 && hello.LowestVersion <= hello.Version && hello.MaxMailBytes >= 0 && hello.Program.Length <= MaxProgram;
}
