using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>A contact removed just before the program was killed: the store knows it, the profile does not yet.</summary>
public sealed class RemovedContactTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_removed_just_before_a_kill_does_not_come_back()
    {
        var folder = Directory.CreateTempSubdirectory("toxmail-removed-").FullName;
        var (friend, other) = (TemporaryStore.Id(2), TemporaryStore.Id(3));
        await using (var node = await StartAsync(folder))
        {
            await node.Store.Contacts.AddAsync(new Recipient.ById(friend), "friend", null, Ct);
            await node.Store.Contacts.AddAsync(new Recipient.ById(other), "other", null, Ct);
            await NodePair.UntilAsync(async () => (await node.Tox.GetFriendsAsync()).Count == 2);
        }

        await RemoveInStoreAloneAsync(folder, friend.PublicKey);

        foreach (var _ in (string[])["the first start", "the next start"])
        {
            await using var node = await StartAsync(folder);
            Assert.Equal([other.PublicKey], (await node.Store.Contacts.ListAsync(Ct)).Select(static contact => contact.PublicKey));
            Assert.Equal([other.PublicKey], await node.Tox.GetFriendsAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task<InProcessNode> StartAsync(string folder) => InProcessNode.StartAsync(InProcessNode.Options(1, null), folder: folder);

    private static async Task RemoveInStoreAloneAsync(string folder, PublicKey key)
    {
        using var directory = DataDirectory.Open(folder);
        await using var store = new MailStore(directory, TemporaryStore.Own, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await store.PrepareAsync(Ct);
        Assert.Equal(ContactCommandResult.Done, await store.Contacts.RemoveAsync(key, Ct));
    }
}
