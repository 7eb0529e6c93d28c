using CsCheck;
using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Wire;

public sealed class FrameCodecTests
{
    private static readonly Gen<Digest> Digests = Gen.Byte.Array[WireFormat.DigestSize].Select(static bytes => new Digest(bytes));

    private static readonly Gen<EnvelopeId> Ids = Gen.Select(Gen.ULong, Gen.ULong, static (high, low) => new EnvelopeId(new UInt128(high, low)));

    private static readonly Gen<EnvelopeOffer> Offers = Gen.Select(
        Ids,
        Gen.Enum<EnvelopeClass>(),
        Gen.Bool,
        Gen.UShort,
        Gen.Byte,
        static (id, size, isIntro, expiry, hops) => new EnvelopeOffer(id, new EnvelopeTag(~id.Value), size, isIntro, expiry, hops));

    private static readonly Gen<Frame> Frames = Gen.OneOf<Frame>(
        Gen.Select(Gen.Int[1, 9], Gen.Long[0, long.MaxValue], Gen.Long[0, 1L << 40], static (version, max, clock) => (Frame)new Frame.Hello(version, 1, max, clock, "ToxMail 1.0")),
        Gen.Select(Digests, Gen.Byte.Array[1, WireFormat.MaxInlinePart], static (digest, bytes) => (Frame)new Frame.MailPart(digest, 7, bytes.Length + 7, bytes)),
        Gen.Select(Digests, Gen.Enum<MailStatus>(), Gen.Enum<ResultCode>(), static (digest, status, code) => (Frame)new Frame.MailResult(digest, status, code, "Grüße")),
        Digests.Array[1, WireFormat.MaxStoredDigests].Select(static digests => (Frame)new Frame.MailStored(digests)),
        Gen.ULong.Array[4].Select(static relay => (Frame)new Frame.Hello(1, 1, 9, 9, "ToxMail 1.0") { Relay = new NeighbourHello(relay[0], relay[1], relay[2], relay[3]) }),
        Gen.Byte.Array[PublicKey.Size].Select(static key => new ToxId(new PublicKey(key), 7)).Array[0, WireFormat.MaxInstances].Select(static ids =>
            (Frame)new Frame.Hello(1, 1, long.MaxValue, long.MaxValue, new string('x', 64)) { Relay = new NeighbourHello(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue), StoreInstances = ids }),
        Gen.Select(Gen.ULong, Offers.Array[0, WireFormat.MaxOffers], static (upTo, offers) => (Frame)new Frame.Offer(upTo, offers)),
        Ids.Array[1, WireFormat.MaxWants].Select(static ids => (Frame)new Frame.Want(ids)),
        Gen.Byte.Array[Tombstone.Size].Select(static bytes => new Tombstone(bytes)).Array[1, WireFormat.MaxTombstones].Select(static values => (Frame)new Frame.Release(values)),
        Gen.Byte.Array[1, WireFormat.MaxPacket - 2].Select(static body => (Frame)new Frame.Keys(body)),
        Gen.Enum<ByeReason>().Select(static reason => (Frame)new Frame.Bye(reason)));

    [Fact]
    public void Every_frame_reads_back_as_written() => Frames.Sample(frame =>
    {
        var packet = FrameCodec.Write(frame);
        Assert.InRange(packet.Length, 2, WireFormat.MaxPacket);
        Assert.Equal(FrameReading.Ok, FrameCodec.Read(packet, out var read));
        Assert.Equal(packet, FrameCodec.Write(read!));
    });

    [Fact]
    public void Any_bytes_give_a_verdict_and_never_an_exception() =>
        Gen.Select(Gen.OneOf(Gen.Byte[0, 6], Gen.Byte[31, 36]), Gen.Byte.Array[0, WireFormat.MaxPacket]).Sample((type, body) =>
        {
            var reading = FrameCodec.Read((byte[])[WireFormat.PacketId, type, .. body], out var frame);
            Assert.Equal(reading == FrameReading.Ok, frame is not null);
        });

    [Fact]
    public void A_changed_byte_of_any_frame_never_escapes() => Gen.Select(Frames, Gen.Int[0, 2000], Gen.Byte).Sample((frame, position, value) =>
    {
        var packet = FrameCodec.Write(frame);
        packet[position % packet.Length] = value;
        FrameCodec.Read(packet, out _);
    });

    [Theory]
    [InlineData("")]
    [InlineData("BB")]
    [InlineData("A001")]
    [InlineData("BB1FFFFF")]
    [InlineData("BB24FFFF")]
    public void Packets_of_others_and_of_later_versions_are_unknown(string hex) =>
        Assert.Equal(FrameReading.Unknown, FrameCodec.Read(Convert.FromHexString(hex), out _));

    [Theory]
    [InlineData("BB01")]
    [InlineData("BB0180")]
    [InlineData("BB02")]
    [InlineData("BB03")]
    [InlineData("BB0409")]
    [InlineData("BB0500")]
    [InlineData("BB20FFFF")]
    [InlineData("BB2000000000000000000100000000000000000000000000000001000000000000000000000000000000030000FF")]
    [InlineData("BB21")]
    [InlineData("BB2100")]
    [InlineData("BB2200")]
    [InlineData("BB23")]
    public void A_frame_that_breaks_its_layout_is_malformed(string hex) =>
        Assert.Equal(FrameReading.Malformed, FrameCodec.Read(Convert.FromHexString(hex), out _));

    [Fact]
    public void Hello_passes_over_keys_of_later_versions()
    {
        // {0: 1, 1: 1, 3: 100, 99: {1: [2, "x"]}}
        var packet = Convert.FromHexString("BB01" + "A4" + "0001" + "0101" + "031864" + "1863" + "A10182026178");

        Assert.Equal(FrameReading.Ok, FrameCodec.Read(packet, out var frame));
        Assert.Equal(100, Assert.IsType<Frame.Hello>(frame).MaxMailBytes);
    }

    [Theory]
    [InlineData("00", HelloCapabilities.None)]
    [InlineData("01", HelloCapabilities.PackedBundles)]
    [InlineData("1BFFFFFFFFFFFFFFFF", HelloCapabilities.PackedBundles)]
    public void Capabilities_that_nobody_knows_yet_mean_nothing(string bits, HelloCapabilities known)
    {
        // {0: 1, 1: 1, 2: bits, 3: 100}
        Assert.Equal(FrameReading.Ok, FrameCodec.Read(Convert.FromHexString($"BB01A40001010102{bits}031864"), out var frame));
        Assert.Equal(known, Assert.IsType<Frame.Hello>(frame).Capabilities);
        Assert.Equal(known, Reread((Frame.Hello)frame!).Capabilities);
    }

    [Fact]
    public void A_store_node_tells_at_most_eight_instances_and_none_that_is_no_Tox_ID()
    {
        ToxId[] ids = [.. Enumerable.Range(1, 9).Select(static number => new ToxId(new PublicKey([.. Enumerable.Repeat((byte)number, PublicKey.Size)]), 5))];
        var hello = new Frame.Hello(1, 1, 9, 9, "ToxMail 1.0");
        Assert.Null(Reread(hello).StoreInstances);
        Assert.Empty(Reread(hello with { StoreInstances = [] }).StoreInstances!);
        Assert.Equal(ids[..8], Reread(hello with { StoreInstances = ids }).StoreInstances!);

        var packet = FrameCodec.Write(hello with { StoreInstances = ids[..2] });
        packet[^1] ^= 1;
        Assert.Equal(FrameReading.Ok, FrameCodec.Read(packet, out var read));
        Assert.Equal(ids[..1], ((Frame.Hello)read!).StoreInstances!);
    }

    private static Frame.Hello Reread(Frame.Hello hello)
    {
        Assert.Equal(FrameReading.Ok, FrameCodec.Read(FrameCodec.Write(hello), out var read));
        return (Frame.Hello)read!;
    }

    [Fact]
    public void Words_of_a_peer_lose_their_control_characters()
    {
        var packet = FrameCodec.Write(new Frame.MailResult(default, MailStatus.Refused, ResultCode.Blocked, "no\r\nSubject: x\u001b[31m"));

        FrameCodec.Read(packet, out var frame);

        Assert.Equal("no  Subject: x[31m", Assert.IsType<Frame.MailResult>(frame).Text);
    }
}
