using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>What every part measures on: two nodes and two bare instances on one private network.</summary>
internal sealed record BenchContext(MailCircle Circle, BarePair Bare, bool Quick)
{
    public MailUser Alice => Circle.Users[0];

    public MailUser Bob => Circle.Users[1];

    /// <summary>Lets the congestion control of a link that was used forget what it learned, so that every measure starts alike.</summary>
    public static Task CoolDownAsync(CancellationToken cancellationToken) => Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(5), cancellationToken);
}
