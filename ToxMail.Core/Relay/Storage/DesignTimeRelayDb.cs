using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ToxMail.Core.Relay.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --context RelayDb --project ToxMail.Core --output-dir Relay/Storage/Migrations</c> see the model.</summary>
internal sealed class DesignTimeRelayDb : IDesignTimeDbContextFactory<RelayDb>
{
    public RelayDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RelayDb>().UseSqlite("Data Source=:memory:").Options);
}
