using CsCheck;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay;

public sealed class ReceiptPayloadTests
{
    [Fact]
    public void Reads_back_what_was_written() => Gen.Select(Gen.ULong, Gen.Int[0, 2].Select(static status => (ReceiptStatus)status))
        .Select(static (id, status) => new ReceiptEntry(new MailId(id), status)).Array[1, 100]
        .Sample(static entries => Assert.Equal(entries, ReceiptPayload.Read(ReceiptPayload.Write(entries))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(18)]
    public void Refuses_what_is_no_whole_entries(int length) => Assert.Null(ReceiptPayload.Read(new byte[length]));

    [Fact]
    public void Leaves_out_a_status_it_does_not_know()
    {
        byte[] payload = [.. new byte[16], 9, .. new byte[17]];
        Assert.Equal(ReceiptStatus.Stored, Assert.Single(ReceiptPayload.Read(payload)!).Status);
    }
}
