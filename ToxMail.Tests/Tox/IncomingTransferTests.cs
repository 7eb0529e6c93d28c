using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Tox;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class IncomingTransferTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transfer_that_stands_still_is_ended_and_one_that_creeps_is_not()
    {
        await using var alone = new LoneNode(InProcessNode.Options(0, null));
        var transfer = new IncomingTransfer(alone.Node, default, new TransferNumber(0, 0), 0, 1000, new byte[32]);
        var end = transfer.EndAsync(Idle, _time);
        for (var i = 1; i <= 20; i++)
        {
            transfer.Advance(i);
            await PassAsync(Idle - TimeSpan.FromSeconds(1));
        }

        Assert.False(end.IsCompleted);
        for (var i = 0; i < 1000 && !end.IsCompleted; i++)
        {
            await PassAsync(Idle);
        }

        Assert.Equal(TransferEnd.Cancelled, await end.WaitAsync(TimeSpan.FromSeconds(20), Ct));
    }

    /// <summary>And lets what waits for that time have its turn.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Ct);
    }
}
