using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class ContactNewsTests
{
    [Theory]
    [InlineData("Bob", false)]
    [InlineData(" Bob\r\n", false)]
    [InlineData("Rob", true)]
    [InlineData("", true)]
    public async Task A_name_is_published_when_it_is_news(string name, bool isNews)
    {
        await using var store = await TemporaryStore.OpenAsync();
        await store.AddContactAsync(2);
        await store.Contacts.SetNameAsync(Key(2), "Bob", Ct);
        using var subscription = store.Store.Changes.Subscribe();

        await store.Contacts.SetNameAsync(Key(2), name, Ct);

        store.Store.Changes.Publish(ChangeKind.Status);
        await using var changes = subscription.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(isNews, changes.Current.Contains(ChangeKind.Contacts));
        Assert.Equal(name.Trim() is { Length: > 0 } said ? said : null, (await store.Contacts.FindAsync(Key(2), Ct))!.Name);
    }
}
