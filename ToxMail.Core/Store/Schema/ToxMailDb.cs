using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Schema;

/// <summary>The tables. Read with a context of one's own, write only through <see cref="WriteQueue{TDb}"/>.</summary>
internal sealed class ToxMailDb(DbContextOptions<ToxMailDb> options) : DbContext(options)
{
    private const string IgnoringCase = "NOCASE";

    internal DbSet<OutboxMail> OutboxMails => Set<OutboxMail>();

    internal DbSet<OutboxRecipient> OutboxRecipients => Set<OutboxRecipient>();

    internal DbSet<MailFolder> Folders => Set<MailFolder>();

    internal DbSet<InboxMail> InboxMails => Set<InboxMail>();

    internal DbSet<ShortBody> ShortBodies => Set<ShortBody>();

    internal DbSet<ReceivedParcel> ReceivedParcels => Set<ReceivedParcel>();

    internal DbSet<KnownContact> Contacts => Set<KnownContact>();

    internal DbSet<RemovedContact> RemovedContacts => Set<RemovedContact>();

    internal DbSet<IncomingRequest> Requests => Set<IncomingRequest>();

    internal DbSet<PinnedName> PinnedNames => Set<PinnedName>();

    internal DbSet<SignedDomain> SignedDomains => Set<SignedDomain>();

    internal DbSet<StoredOwnName> PublishedNames => Set<StoredOwnName>();

    internal DbSet<RelayIdentity> RelayIdentities => Set<RelayIdentity>();

    internal DbSet<RelayPeer> RelayPeers => Set<RelayPeer>();

    internal DbSet<RelayCopy> RelayCopies => Set<RelayCopy>();

    internal DbSet<RelayChunk> RelayChunks => Set<RelayChunk>();

    internal DbSet<ExpectedParcel> ExpectedParcels => Set<ExpectedParcel>();

    internal DbSet<OwedReceipt> OwedReceipts => Set<OwedReceipt>();

    internal DbSet<WaitingLetter> WaitingLetters => Set<WaitingLetter>();

    internal DbSet<OfferedCard> OfferedCards => Set<OfferedCard>();

    internal DbSet<StoredSetting> Settings => Set<StoredSetting>();

    internal DbSet<StoredPassword> Passwords => Set<StoredPassword>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<PublicKey>().HaveConversion<PublicKeyBytes>();
        configurationBuilder.Properties<ContactCard>().HaveConversion<ContactCardBytes>();
        configurationBuilder.Properties<BlobId>().HaveConversion<BlobIdBytes>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapOutbox(modelBuilder);
        MapInbox(modelBuilder);
        MapPeople(modelBuilder);
        MapNames(modelBuilder);
        MapRelay(modelBuilder);
    }

    private static void MapOutbox(ModelBuilder model)
    {
        model.Entity<OutboxMail>(mail =>
        {
            mail.ToTable("OutboxMails");
            mail.HasIndex(row => row.Blob).IsUnique();
            mail.HasIndex(row => row.SubmissionKey).HasFilter("SubmissionKey IS NOT NULL");
        });
        model.Entity<OutboxRecipient>(recipient =>
        {
            recipient.ToTable("OutboxRecipients");
            recipient.HasOne(row => row.Mail).WithMany(mail => mail.Recipients).HasForeignKey(row => row.MailId);

            // What is due for one peer, oldest first, is chosen from the index alone; it holds only what waits.
            recipient.HasIndex(row => new { row.PublicKey, row.Id, row.NextAttempt, row.SizeBytes }).HasFilter("NextAttempt IS NOT NULL");
            recipient.HasIndex(row => new { row.State, row.PublicKey });
            recipient.HasIndex(row => row.NextAttempt).HasFilter("NextAttempt IS NOT NULL");
            recipient.HasIndex(row => row.ExpiresAt).HasFilter("ExpiresAt IS NOT NULL");
            recipient.HasIndex(row => row.DelayNoticeAt).HasFilter("DelayNoticeAt IS NOT NULL");
            recipient.HasIndex(row => row.SuccessNoticeAt).HasFilter("SuccessNoticeAt IS NOT NULL");
            recipient.HasIndex(row => row.IsConfirmed).HasFilter("IsConfirmed");
        });
    }

    private static void MapInbox(ModelBuilder model)
    {
        model.Entity<ShortBody>().ToTable("ShortBodies").HasKey(body => body.Id);
        model.Entity<MailFolder>().ToTable("Folders").HasIndex(folder => folder.Name).IsUnique();
        model.Entity<InboxMail>(mail =>
        {
            mail.ToTable("InboxMails");
            mail.HasOne<MailFolder>().WithMany().HasForeignKey(row => row.FolderId);
            mail.HasIndex(row => new { row.FolderId, row.Uid }).IsUnique();
            mail.HasIndex(row => row.Blob);
        });
        model.Entity<ReceivedParcel>(parcel =>
        {
            parcel.ToTable("ReceivedParcels").HasKey(row => new { row.SenderKey, row.Digest });
            parcel.HasIndex(row => row.ReceivedAt);
        });
    }

    private static void MapPeople(ModelBuilder model)
    {
        model.Entity<KnownContact>(contact =>
        {
            contact.ToTable("Contacts").HasKey(row => row.PublicKey);
            contact.Property(row => row.Alias).UseCollation(IgnoringCase);
            contact.HasIndex(row => row.Alias).IsUnique();
            contact.ComplexProperty(row => row.Relay);
        });
        model.Entity<RemovedContact>().ToTable("RemovedContacts").HasKey(row => row.PublicKey);
        model.Entity<WaitingLetter>().ToTable("WaitingLetters").HasKey(row => new { row.SenderKey, row.MailId });
        model.Entity<OfferedCard>().ToTable("OfferedCards").HasKey(row => new { row.PublicKey, row.OfferedBy });
        model.Entity<IncomingRequest>().ToTable("Requests").HasKey(row => row.PublicKey);
        model.Entity<StoredSetting>().ToTable("Settings").HasKey(row => row.Name);
        model.Entity<StoredPassword>(password =>
        {
            password.ToTable("Passwords").HasKey(row => row.Name);
            password.Property(row => row.Name).UseCollation(IgnoringCase);
        });
    }

    private static void MapNames(ModelBuilder model)
    {
        model.Entity<PinnedName>(pin =>
        {
            pin.ToTable("PinnedNames").HasKey(row => row.Name);
            pin.HasOne<KnownContact>().WithMany().HasForeignKey(row => row.PublicKey).OnDelete(DeleteBehavior.Cascade);
            pin.HasIndex(row => row.NextCheckAt);
        });
        model.Entity<SignedDomain>().ToTable("SignedDomains").HasKey(row => row.Domain);
        model.Entity<StoredOwnName>().ToTable("PublishedNames").HasKey(row => row.Name);
    }

    private static void MapRelay(ModelBuilder model)
    {
        model.Entity<RelayIdentity>().ToTable("RelayIdentities").Property(row => row.Id).ValueGeneratedNever();
        model.Entity<RelayPeer>().ToTable("RelayPeers").HasKey(row => row.PublicKey);
        model.Entity<RelayCopy>().ToTable("RelayCopies").HasOne(row => row.Recipient).WithMany().HasForeignKey(row => row.RecipientId);
        model.Entity<RelayChunk>(chunk =>
        {
            chunk.ToTable("RelayChunks").HasKey(row => new { row.SenderKey, row.MailId, row.Index });
            chunk.HasIndex(row => row.ReceivedAt);
        });
        model.Entity<ExpectedParcel>().ToTable("ExpectedParcels").HasKey(row => new { row.SenderKey, row.Digest });
        model.Entity<OwedReceipt>(receipt =>
        {
            receipt.ToTable("OwedReceipts").HasKey(row => new { row.SenderKey, row.MailId, row.FirstEnvelope });
            receipt.HasIndex(row => row.DueAt);
        });
    }
}
