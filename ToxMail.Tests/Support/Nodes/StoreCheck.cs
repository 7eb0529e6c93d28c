using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using Xunit;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>The store's invariants, checked on the data folder of a node that has ended.</summary>
internal static class StoreCheck
{
    public static async Task RunAsync(string dataDirectory)
    {
        using var directory = DataDirectory.Open(dataDirectory);

        // Whose store it is plays no part in its invariants.
        var nobody = new OwnIdentity(default);
        await using var store = new MailStore(directory, nobody, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Empty(await store.CheckAsync(CancellationToken.None));
    }
}
