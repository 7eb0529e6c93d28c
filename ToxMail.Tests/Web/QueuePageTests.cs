using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ToxMail.Tests.Support;
using ToxMail.Web.Components.Controls;
using ToxMail.Web.Components.Pages;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class QueuePageTests : IAsyncLifetime
{
    private readonly BunitContext _page = new();
    private TemporaryStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TemporaryStore.OpenAsync();
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.Services.AddSingleton(_store.Outbox).AddSingleton(_store.Contacts).AddSingleton(_store.Store.Changes).AddSingleton(TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_last_page_that_empties_gives_way_to_the_one_before()
    {
        await _store.AddContactAsync(2, "bob");
        for (var number = 0; number < 51; number++)
        {
            await _store.QueueAsync(2);
        }


        var page = _page.Render<QueuePage>();
        var waiting = page.FindAll(".filters button").Single(button => button.TextContent.StartsWith("Waiting until", StringComparison.Ordinal));
        await waiting.ClickAsync(new());
        await page.FindComponent<Pager>().FindAll("button")[1].ClickAsync(new());
        Assert.Equal("51 to 51 of 51", page.Find(".pager span").TextContent);

        var last = (await _store.Outbox.ListAsync(null, 50, 1, TemporaryStore.Ct)).Entries[0];
        await _store.Outbox.CancelAsync(last.Id, TemporaryStore.Ct);

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll(".rows > li").Count), TimeSpan.FromSeconds(20));
    }
}
