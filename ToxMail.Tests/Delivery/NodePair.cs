using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>Two nodes in this process, contacts of each other and online; connecting takes about 9 s, so tests share it.</summary>
public sealed class NodePair : IAsyncLifetime
{
    internal InProcessNode Alice { get; private set; } = null!;

    internal InProcessNode Bob { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Alice = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        var hub = Alice.AsBootstrapNode();
        Bob = await InProcessNode.StartAsync(InProcessNode.Options(1, hub));
        await Alice.Tox.RunAsync(engine => engine.Bootstrap("127.0.0.1", hub));
        await Alice.Store.Contacts.AddAsync(new Recipient.ById(Bob.Own.Id), "bob", null, CancellationToken.None);
        await Bob.Store.Contacts.AddAsync(new Recipient.ById(Alice.Own.Id), "alice", null, CancellationToken.None);
        await UntilAsync(async () => (await Alice.Store.Contacts.ListAsync(CancellationToken.None)).Any(static contact => contact.Connection != LinkKind.None && contact.IsToxMail == true));
        await UntilAsync(async () => (await Bob.Store.Contacts.ListAsync(CancellationToken.None)).Any(static contact => contact.Connection != LinkKind.None && contact.IsToxMail == true));
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition, int seconds = 90)
    {
        for (var i = 0; i < seconds * 50; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        Assert.Fail("It did not happen in time.");
    }
}
