using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store.Schema;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

/// <summary>The tables of <c>relay.db</c>. Read with a context of one's own, write only through <see cref="WriteQueue{TDb}"/>.</summary>
internal sealed class RelayDb(DbContextOptions<RelayDb> options) : DbContext(options)
{
    /// <summary>The key of an entry's row, which only the database knows.</summary>
    internal const string Number = "Number";

    internal DbSet<HeldEnvelope> Envelopes => Set<HeldEnvelope>();

    internal DbSet<EnvelopeBody> Bodies => Set<EnvelopeBody>();

    internal DbSet<SpentRow> Spent => Set<SpentRow>();

    internal DbSet<NeighbourState> Neighbours => Set<NeighbourState>();

    internal DbSet<Sighting> Sightings => Set<Sighting>();

    internal DbSet<Untold> Untold => Set<Untold>();

    internal DbSet<OfferLog> Logs => Set<OfferLog>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

        // SQLite has no unsigned integers, and EF Core compares none in it.
        configurationBuilder.Properties<ulong>().HaveConversion<long>();
        configurationBuilder.Properties<PublicKey>().HaveConversion<PublicKeyBytes>();
        configurationBuilder.Properties<EnvelopeId>().HaveConversion<EnvelopeIdBytes>();
        configurationBuilder.Properties<EnvelopeTag>().HaveConversion<EnvelopeTagBytes>();
        configurationBuilder.Properties<Tombstone>().HaveConversion<TombstoneBytes>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<HeldEnvelope>(envelope =>
        {
            envelope.ToTable("Envelopes");
            envelope.Property<long>(Number).ValueGeneratedOnAdd();
            envelope.HasKey(Number);
            envelope.HasIndex(row => row.Id).IsUnique();
        });
        modelBuilder.Entity<EnvelopeBody>(body =>
        {
            body.ToTable("Bodies").HasKey(row => row.Number);
            body.Property(row => row.Number).ValueGeneratedNever();
            body.HasOne<HeldEnvelope>().WithOne().HasForeignKey<EnvelopeBody>(row => row.Number).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SpentRow>(spent =>
        {
            spent.ToTable("Spent").HasKey(row => row.Id);
            spent.HasIndex(row => row.Until);
        });
        modelBuilder.Entity<NeighbourState>(neighbour =>
        {
            neighbour.ToTable("Neighbours").HasKey(row => row.Key);

            // The contact list in toxmail.db is where it is kept.
            neighbour.Ignore(row => row.IsStore);
        });
        modelBuilder.Entity<Sighting>().ToTable("Sightings").HasKey(row => new { row.Id, row.Contact });
        modelBuilder.Entity<Untold>(untold =>
        {
            untold.ToTable("Untold");
            untold.Property<long>(Number).ValueGeneratedOnAdd();
            untold.HasKey(Number);
            untold.HasIndex(row => new { row.Contact, row.Release }).IsUnique();
        });
        modelBuilder.Entity<OfferLog>(log =>
        {
            log.ToTable("OfferLog").HasKey(row => row.Id);
            log.Property(row => row.Id).ValueGeneratedNever();
        });
    }
}
