using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ToxMail.Core.Store.ContactList;
using ToxMail.Tests.Support;
using ToxMail.Web.Components.Controls;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class ContactRowTests : IAsyncLifetime
{
    private readonly BunitContext _page = new();
    private TemporaryStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TemporaryStore.OpenAsync();
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.Services.AddSingleton(_store.Contacts).AddSingleton<TimeProvider>(_store.Time).AddSingleton(TemporaryStore.Own);
        await _store.AddContactAsync(5, "bob");
        await _store.AddContactAsync(6, "carol");
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_is_being_typed_survives_a_live_update()
    {
        var row = await RenderAsync(5);
        await row.Find("input").ChangeAsync(new() { Value = "rob" });

        await _store.Contacts.SetConnectionAsync(TemporaryStore.Key(5), LinkKind.None, TemporaryStore.Ct);
        await UpdateAsync(row, 5);

        Assert.Equal("rob", row.Find("input").GetAttribute("value"));
        Assert.Equal("Offline", row.Find(".badge").TextContent);
    }

    [Fact]
    public async Task An_alias_changed_elsewhere_is_taken_over()
    {
        var row = await RenderAsync(5);

        await _store.Contacts.RenameAsync(TemporaryStore.Key(5), "robert", TemporaryStore.Ct);
        await UpdateAsync(row, 5);

        Assert.Equal("robert", row.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task An_alias_that_is_taken_is_explained()
    {
        var row = await RenderAsync(5);
        await row.Find("input").ChangeAsync(new() { Value = "Carol" });

        await row.Find("form").SubmitAsync();

        Assert.Equal("Another contact has this alias.", row.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Blocking_asks_first()
    {
        var row = await RenderAsync(6);

        Assert.Contains("Block carol?", row.Markup, StringComparison.Ordinal);
        Assert.Equal(ContactState.Contact, (await _store.Contacts.FindAsync(TemporaryStore.Key(6), TemporaryStore.Ct))?.State);

        await row.FindAll("dialog .danger")[1].ClickAsync(new());

        Assert.Equal(ContactState.Blocked, (await _store.Contacts.FindAsync(TemporaryStore.Key(6), TemporaryStore.Ct))?.State);
    }

    private async Task<IRenderedComponent<ContactRow>> RenderAsync(byte number)
    {
        var contact = await _store.Contacts.FindAsync(TemporaryStore.Key(number), TemporaryStore.Ct);
        return _page.Render<ContactRow>(row => row.Add(self => self.Contact, contact!));
    }

    private async Task UpdateAsync(IRenderedComponent<ContactRow> row, byte number)
    {
        var contact = await _store.Contacts.FindAsync(TemporaryStore.Key(number), TemporaryStore.Ct);
        row.Render(parameters => parameters.Add(self => self.Contact, contact!));
    }
}
