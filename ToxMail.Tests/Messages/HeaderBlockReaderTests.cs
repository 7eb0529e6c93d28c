using System.Text;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class HeaderBlockReaderTests
{
    [Theory]
    [InlineData("A: b\r\n\r\nbody", "A: b\r\n\r\n")]
    [InlineData("A: b\r\nC: d\r\n\r\n", "A: b\r\nC: d\r\n\r\n")]
    [InlineData("A: b\r\n", "A: b\r\n")]
    [InlineData("A: b", "A: b")]
    [InlineData("", "")]
    [InlineData("\r\nbody", "\r\n")]
    [InlineData("\nbody", "\n")]
    [InlineData("\r\n\r\nbody", "\r\n")]
    [InlineData("A: b\n\nbody", "A: b\n\n")]
    [InlineData("A: b\r\n\nbody", "A: b\r\n\n")]
    [InlineData("A : b\r\n\r\nbody", "A : b\r\n\r\n")]
    [InlineData("A: b\r\njunk\r\nC: d\r\n\r\nbody", "A: b\r\njunk\r\nC: d\r\n\r\n")]
    [InlineData("From someone now\r\nA: b\r\n\r\nbody", "From someone now\r\nA: b\r\n\r\n")]
    [InlineData(">From someone now\r\nA: b\r\n\r\nbody", ">From someone now\r\nA: b\r\n\r\n")]
    [InlineData("A: b\r\nx\nC: d\r\n\r\nbody", "A: b\r\nx\nC: d\r\n\r\n")]
    [InlineData("A: b\r\r\n\r\nbody", "A: b\r\r\n\r\n")]
    [InlineData("A: b\r\n\r\r\n\r\nbody", "A: b\r\n\r\r\n\r\n")]
    public void Ends_the_headers_at_the_first_blank_line(string mail, string header) => Check(mail, header);

    [Theory]
    [InlineData("Hello there\r\n\r\nbody")]
    [InlineData("Hello")]
    [InlineData("Hello\r\nA: b\r\n\r\n")]
    [InlineData("Hello there: I am\r\n\r\n")]
    [InlineData(": a\r\n\r\n")]
    [InlineData(" A: b\r\n\r\n")]
    [InlineData("Fromage a\r\n\r\n")]
    [InlineData("Fro m\r\n\r\n")]
    [InlineData("\rA: b\r\n\r\n")]
    [InlineData("\r")]
    [InlineData("Grüße: a\r\n\r\n")]
    public void Takes_a_mail_without_a_header_as_body(string mail) => Check(mail, string.Empty);

    [Fact]
    public void Takes_a_line_with_no_end_as_body_without_holding_it_all()
    {
        var reader = new HeaderBlockReader();
        var mail = Encoding.ASCII.GetBytes(new string('a', 100_000));

        var taken = reader.Append(mail);

        Assert.Equal(HeaderBlockState.Complete, reader.State);
        Assert.InRange(taken, 900, 1100);
        Assert.Equal(taken, reader.HeldBody.Length);
    }

    [Fact]
    public void Refuses_headers_over_the_limit()
    {
        var reader = new HeaderBlockReader(limit: 10);

        reader.Append("A: 45678\r\n\r\n"u8);
        reader.Complete();

        Assert.Equal(HeaderBlockState.TooLarge, reader.State);
        Assert.True(reader.Header.IsEmpty);
    }

    [Fact]
    public void Takes_headers_of_just_the_limit()
    {
        var reader = new HeaderBlockReader(limit: 12);

        reader.Append("A: 45678\r\n\r\nbody"u8);

        Assert.Equal(HeaderBlockState.Complete, reader.State);
        Assert.Equal(12, reader.Header.Length);
    }

    [Fact]
    public async Task Reports_headers_over_the_limit_of_a_stream() => Assert.Null(
        await HeaderBlockReader.ReadAsync(new MemoryStream("A: 45678\r\n\r\n"u8.ToArray()), 10, TestContext.Current.CancellationToken));

    private static void Check(string mail, string header)
    {
        var octets = Encoding.UTF8.GetBytes(mail);
        for (var size = 1; size <= octets.Length + 1; size++)
        {
            CheckInPieces(octets, size, header);
        }

        var block = ReadBlock(octets);
        Assert.Equal(header, Encoding.UTF8.GetString(block.Header.Span));
        Assert.Equal(mail[header.Length..], Encoding.UTF8.GetString(block.Rest.Span));
    }

    private static void CheckInPieces(byte[] octets, int size, string header)
    {
        var reader = new HeaderBlockReader();
        var position = 0;
        while (position < octets.Length && reader.State == HeaderBlockState.Reading)
        {
            position += reader.Append(octets.AsSpan(position, Math.Min(size, octets.Length - position)));
        }

        reader.Complete();
        Assert.Equal(HeaderBlockState.Complete, reader.State);
        Assert.Equal(header, Encoding.UTF8.GetString(reader.Header.Span));
        Assert.Equal(octets[Encoding.UTF8.GetByteCount(header)..], (byte[])[.. reader.HeldBody.Span, .. octets.AsSpan(position)]);
    }

    private static HeaderBlock ReadBlock(byte[] octets)
    {
        var read = HeaderBlockReader.ReadAsync(new MemoryStream(octets), HeaderBlockReader.DefaultLimit, TestContext.Current.CancellationToken);
        Assert.True(read.IsCompletedSuccessfully, "A stream in memory is read at once.");
        return read.GetAwaiter().GetResult()!;
    }
}
