using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>Two bare instances that are friends and online.</summary>
internal sealed class BarePair : IDisposable
{
    private BarePair(ToxTestNetwork network) => (Sender, Receiver) = (new BareTox(network), new BareTox(network));

    public BareTox Sender { get; }

    public BareTox Receiver { get; }

    public static async Task<BarePair> StartAsync(ToxTestNetwork network, CancellationToken cancellationToken)
    {
        var pair = new BarePair(network);
        pair.Sender.AddFriend(pair.Receiver.Key);
        pair.Receiver.AddFriend(pair.Sender.Key);
        await Wait.UntilAsync(
            () => Task.FromResult(pair.Sender.IsOnline && pair.Receiver.IsOnline),
            MailCircle.ConnectTimeout,
            () => "two bare instances to see each other",
            cancellationToken);
        return pair;
    }

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }
}
