using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ToxMail.Core.Store.Schema;

/// <summary>Lets <c>dotnet ef migrations add NAME --context ToxMailDb --project ToxMail.Core --output-dir Store/Schema/Migrations</c> see the model.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<ToxMailDb>
{
    public ToxMailDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ToxMailDb>().UseSqlite("Data Source=:memory:").Options);
}
