using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Contacts",
                columns: table => new
                {
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Nospam = table.Column<uint>(type: "INTEGER", nullable: true),
                    Alias = table.Column<string>(type: "TEXT", nullable: true, collation: "NOCASE"),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    StateBeforeBlock = table.Column<int>(type: "INTEGER", nullable: true),
                    LastSeen = table.Column<long>(type: "INTEGER", nullable: true),
                    IsToxMail = table.Column<bool>(type: "INTEGER", nullable: true),
                    Trust = table.Column<string>(type: "TEXT", nullable: false),
                    RequestMessage = table.Column<string>(type: "TEXT", nullable: true),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contacts", x => x.PublicKey);
                });

            migrationBuilder.CreateTable(
                name: "Folders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    UidValidity = table.Column<long>(type: "INTEGER", nullable: false),
                    UidNext = table.Column<long>(type: "INTEGER", nullable: false),
                    HighestModSeq = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Folders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMails",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Blob = table.Column<byte[]>(type: "BLOB", nullable: false),
                    HasBody = table.Column<bool>(type: "INTEGER", nullable: false),
                    SizeBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    ReturnPath = table.Column<string>(type: "TEXT", nullable: false),
                    QueuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EnvelopeId = table.Column<string>(type: "TEXT", nullable: true),
                    ReturnHeadersOnly = table.Column<bool>(type: "INTEGER", nullable: false),
                    RelayForbidden = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Passwords",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    Salt = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUsedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastClient = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Passwords", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "ReceivedParcels",
                columns: table => new
                {
                    SenderKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceivedParcels", x => new { x.SenderKey, x.Digest });
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Ignored = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requests", x => x.PublicKey);
                });

            migrationBuilder.CreateTable(
                name: "InboxMails",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FolderId = table.Column<long>(type: "INTEGER", nullable: false),
                    Uid = table.Column<long>(type: "INTEGER", nullable: false),
                    Flags = table.Column<int>(type: "INTEGER", nullable: false),
                    ModSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    Blob = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SizeBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SenderKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Via = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxMails", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InboxMails_Folders_FolderId",
                        column: x => x.FolderId,
                        principalTable: "Folders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OutboxRecipients",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MailId = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OriginalRecipient = table.Column<string>(type: "TEXT", nullable: true),
                    Notify = table.Column<int>(type: "INTEGER", nullable: false),
                    SizeBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttempt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DelayNoticeAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DelayNotices = table.Column<int>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", nullable: true),
                    Via = table.Column<int>(type: "INTEGER", nullable: true),
                    ParcelId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ParcelHeader = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxRecipients", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OutboxRecipients_OutboxMails_MailId",
                        column: x => x.MailId,
                        principalTable: "OutboxMails",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_Alias",
                table: "Contacts",
                column: "Alias",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Folders_Name",
                table: "Folders",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboxMails_Blob",
                table: "InboxMails",
                column: "Blob");

            migrationBuilder.CreateIndex(
                name: "IX_InboxMails_FolderId_Uid",
                table: "InboxMails",
                columns: new[] { "FolderId", "Uid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMails_Blob",
                table: "OutboxMails",
                column: "Blob",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_DelayNoticeAt",
                table: "OutboxRecipients",
                column: "DelayNoticeAt",
                filter: "DelayNoticeAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_ExpiresAt",
                table: "OutboxRecipients",
                column: "ExpiresAt",
                filter: "ExpiresAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_MailId",
                table: "OutboxRecipients",
                column: "MailId");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_NextAttempt",
                table: "OutboxRecipients",
                column: "NextAttempt",
                filter: "NextAttempt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_State_PublicKey_Id_NextAttempt_SizeBytes",
                table: "OutboxRecipients",
                columns: new[] { "State", "PublicKey", "Id", "NextAttempt", "SizeBytes" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedParcels_ReceivedAt",
                table: "ReceivedParcels",
                column: "ReceivedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Contacts");

            migrationBuilder.DropTable(
                name: "InboxMails");

            migrationBuilder.DropTable(
                name: "OutboxRecipients");

            migrationBuilder.DropTable(
                name: "Passwords");

            migrationBuilder.DropTable(
                name: "ReceivedParcels");

            migrationBuilder.DropTable(
                name: "Requests");

            migrationBuilder.DropTable(
                name: "Folders");

            migrationBuilder.DropTable(
                name: "OutboxMails");
        }
    }
}
