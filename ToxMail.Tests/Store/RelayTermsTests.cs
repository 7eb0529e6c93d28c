using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Schema;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class RelayTermsTests
{
    [Fact]
    public async Task Contacts_of_an_older_version_are_carried_for()
    {
        var folder = Directory.CreateTempSubdirectory("toxmail-").FullName;
        await using (var database = new StoreDatabase(Path.Combine(folder, "toxmail.db")))
        {
            await using var db = database.Open();
            await db.GetService<IMigrator>().MigrateAsync("Relay", Ct);
            await db.Database.ExecuteSqlAsync($"INSERT INTO Contacts (PublicKey, State, BlocksYou, AddedAt) VALUES ({Key(2).ToArray()}, {(int)ContactState.Contact}, 0, 0)", Ct);
        }

        await using (var store = await OpenAsync(folder: folder))
        {
            Assert.Equal(new RelayTerms(), (await store.Contacts.FindAsync(Key(2), Ct))?.Relay);
        }

        Directory.Delete(folder, recursive: true);
    }
}
