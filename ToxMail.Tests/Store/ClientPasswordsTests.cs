using Microsoft.Data.Sqlite;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Passwords;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class ClientPasswordsTests
{
    [Fact]
    public async Task Makes_a_password_that_lets_its_client_in()
    {
        await using var store = await OpenAsync();
        var created = await CreateAsync(store, "Thunderbird");

        Assert.Equal(("Thunderbird", "me"), (created.Name, created.Username));
        Assert.Matches("^([a-z]{4}-){6}[a-z]{4}$", created.Password);
        foreach (var username in (string[])["me", "ME", "me@tox.alt", Own.Address.ToString(), $"{Own.Id}@tox.alt"])
        {
            Assert.True(await VerifyAsync(store, username, created.Password));
        }

        Assert.True(await VerifyAsync(store, "me", created.Password.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));
    }

    [Fact]
    public async Task Refuses_other_users_and_other_passwords()
    {
        await using var store = await OpenAsync();
        Assert.False(await VerifyAsync(store, "me", ""));
        var created = await CreateAsync(store, "phone");

        foreach (var username in (string[])["", "bob", "bob@tox.alt", OwnIdentity.AddressOf(Key(2)).ToString(), "me@example.org"])
        {
            Assert.False(await VerifyAsync(store, username, created.Password));
        }

        foreach (var password in (string[])["", created.Password[1..], created.Password + "a", new string('a', 28)])
        {
            Assert.False(await VerifyAsync(store, "me", password));
        }
    }

    [Fact]
    public async Task Removing_one_leaves_the_others()
    {
        await using var store = await OpenAsync();
        var phone = await CreateAsync(store, "phone");
        var laptop = await CreateAsync(store, "laptop");
        Assert.Equal(["laptop", "phone"], (await store.Store.Passwords.ListAsync(Ct)).Select(password => password.Name));

        Assert.True(await store.Store.Passwords.RemoveAsync("PHONE", Ct));
        Assert.False(await store.Store.Passwords.RemoveAsync("phone", Ct));

        Assert.False(await VerifyAsync(store, "me", phone.Password));
        Assert.True(await VerifyAsync(store, "me", laptop.Password));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData(" Phone ")]
    public async Task Takes_a_name_once(string second)
    {
        await using var store = await OpenAsync();
        await CreateAsync(store, "phone");

        Assert.IsType<CreatePasswordResult.NameTaken>(await store.Store.Passwords.CreateAsync(second, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\u0007b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Refuses_a_name_that_cannot_be_shown(string name)
    {
        await using var store = await OpenAsync();

        Assert.IsType<CreatePasswordResult.BadName>(await store.Store.Passwords.CreateAsync(name, Ct));
    }

    [Fact]
    public async Task Shows_when_and_by_whom_it_was_used_last()
    {
        await using var store = await OpenAsync();
        var created = await CreateAsync(store, "phone");
        Assert.Null(Assert.Single(await store.Store.Passwords.ListAsync(Ct)).LastUsedAt);

        store.Time.Advance(TimeSpan.FromHours(1));
        Assert.True(await store.Store.Passwords.VerifyAsync("me", created.Password, "pop3 127.0.0.1", Ct));

        var shown = Assert.Single(await store.Store.Passwords.ListAsync(Ct));
        Assert.Equal((store.Time.GetUtcNow(), "pop3 127.0.0.1"), (shown.LastUsedAt, shown.LastClient));
    }

    [Fact]
    public async Task Stores_neither_the_password_nor_the_same_hash_twice()
    {
        await using var store = await OpenAsync();
        var created = await CreateAsync(store, "phone");
        await CreateAsync(store, "laptop");
        await store.RestartAsync();

        await using var connection = new SqliteConnection($"Data Source={store.Directory.Database};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(DISTINCT Salt) || ' ' || count(DISTINCT Hash) || ' ' || min(length(Salt)) || ' ' || min(length(Hash)) FROM Passwords";
        Assert.Equal("2 2 16 32", await command.ExecuteScalarAsync(Ct));
        var bytes = await File.ReadAllBytesAsync(store.Directory.Database, Ct);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(created.Password[..9])));
    }

    private static async Task<NewClientPassword> CreateAsync(TemporaryStore store, string name) =>
        Assert.IsType<CreatePasswordResult.Created>(await store.Store.Passwords.CreateAsync(name, Ct)).Password;

    private static Task<bool> VerifyAsync(TemporaryStore store, string username, string password) =>
        store.Store.Passwords.VerifyAsync(username, password, null, Ct);
}
