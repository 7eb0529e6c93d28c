using System.Formats.Cbor;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Wire;

/// <summary>The CBOR map of a HELLO: <c>docs/protocol.md</c> §1.1. Unknown keys are skipped.</summary>
internal static class HelloCodec
{
    private const int MaxProgram = 64;

    private const ulong KnownCapabilities = (ulong)HelloCapabilities.PackedBundles;

    /// <summary>The first of the four keys that are there when the sender relays.</summary>
    private const int RelayKey = 6;

    /// <summary>There when the sender is a store node.</summary>
    private const int StoreKey = 10;

    internal static byte[] Write(Frame.Hello hello)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(6 + (hello.Relay is null ? 0 : 4) + (hello.StoreInstances is null ? 0 : 1));
        writer.WriteInt32(0);
        writer.WriteInt32(hello.Version);
        writer.WriteInt32(1);
        writer.WriteInt32(hello.LowestVersion);
        writer.WriteInt32(2);
        writer.WriteUInt32((uint)hello.Capabilities);
        writer.WriteInt32(3);
        writer.WriteInt64(hello.MaxMailBytes);
        writer.WriteInt32(4);
        writer.WriteInt64(hello.Clock);
        writer.WriteInt32(5);
        writer.WriteTextString(hello.Program);
        if (hello.Relay is { } relay)
        {
            Write(writer, relay);
        }

        if (hello.StoreInstances is { } instances)
        {
            writer.WriteInt32(StoreKey);
            writer.WriteByteString(ToxId.WriteAll(instances));
        }

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
            2 => hello with { Capabilities = (HelloCapabilities)(reader.ReadUInt64() & KnownCapabilities) },
            3 => hello with { MaxMailBytes = reader.ReadInt64() },
            4 => hello with { Clock = reader.ReadInt64() },
            5 => hello with { Program = PeerText.Clean(reader.ReadTextString(), MaxProgram) },
            >= RelayKey and < RelayKey + 4 => hello with { Relay = With(hello.Relay ?? default, key, reader.ReadUInt64()) },
            StoreKey => hello with { StoreInstances = [.. ToxId.ReadAll(reader.ReadByteString()).Take(WireFormat.MaxInstances)] },
            _ => CborMap.Skip(reader, hello),
        });
        return read && IsSound(hello) ? hello : null;
    }

    private static void Write(CborWriter writer, NeighbourHello relay)
    {
        ulong[] values = [relay.StoreId, relay.LogHead, relay.YourStoreId, relay.YourCursor];
        for (var i = 0; i < values.Length; i++)
        {
            writer.WriteInt32(RelayKey + i);
            writer.WriteUInt64(values[i]);
        }
    }

    private static NeighbourHello With(NeighbourHello relay, long key, ulong value) => (key - RelayKey) switch
    {
        0 => relay with { StoreId = value },
        1 => relay with { LogHead = value },
        2 => relay with { YourStoreId = value },
        _ => relay with { YourCursor = value },
    };

    private static bool IsSound(Frame.Hello hello) =>
        hello.Version >= 1 && hello.LowestVersion >= 1 && hello.LowestVersion <= hello.Version && hello.MaxMailBytes >= 0 && hello.Program.Length <= MaxProgram;
}
