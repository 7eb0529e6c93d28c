using ToxMail.Core.Names.Resolver;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class MessageFramingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(12)]
    [InlineData(300)]
    [InlineData(65_535)]
    public async Task Reads_what_it_writes(int length)
    {
        var message = new byte[length];
        Random.Shared.NextBytes(message);
        using var stream = new MemoryStream();

        await MessageFraming.WriteAsync(stream, message, Cancelled);
        stream.Position = 0;

        Assert.Equal(length + 2, stream.Length);
        Assert.Equal(message, (await MessageFraming.ReadAsync(stream, Cancelled)).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task Refuses_what_has_no_room_for_a_header(byte length) =>
        await Assert.ThrowsAsync<InvalidDataException>(async () => await MessageFraming.ReadAsync(new MemoryStream([0, length, .. new byte[20]]), Cancelled));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    public async Task Notices_an_end_before_the_end(int octets) =>
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await MessageFraming.ReadAsync(new MemoryStream(new byte[] { 0, 20 }.Concat(new byte[20]).Take(octets).ToArray()), Cancelled));

    [Fact]
    public async Task Cannot_write_more_than_the_length_can_say() =>
        await Assert.ThrowsAsync<OverflowException>(async () => await MessageFraming.WriteAsync(Stream.Null, new byte[65_536], Cancelled));
}
