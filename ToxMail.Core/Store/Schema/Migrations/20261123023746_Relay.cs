using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class Relay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OutboxRecipients_State_PublicKey_Id_NextAttempt_SizeBytes",
                table: "OutboxRecipients");

            migrationBuilder.AddColumn<int>(
                name: "RelayStage",
                table: "OutboxRecipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "OwedReceipts",
                columns: table => new
                {
                    SenderKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MailId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Status = table.Column<byte>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ForgetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Envelopes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Releases = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwedReceipts", x => new { x.SenderKey, x.MailId });
                });

            migrationBuilder.CreateTable(
                name: "RelayChunks",
                columns: table => new
                {
                    SenderKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MailId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    EnvelopeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Release = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelayChunks", x => new { x.SenderKey, x.MailId, x.Index });
                });

            migrationBuilder.CreateTable(
                name: "RelayCopies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RecipientId = table.Column<long>(type: "INTEGER", nullable: false),
                    Release = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelayCopies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RelayCopies_OutboxRecipients_RecipientId",
                        column: x => x.RecipientId,
                        principalTable: "OutboxRecipients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RelayIdentities",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Keys = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelayIdentities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RelayPeers",
                columns: table => new
                {
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Keys = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelayPeers", x => x.PublicKey);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_PublicKey_Id_NextAttempt_SizeBytes",
                table: "OutboxRecipients",
                columns: new[] { "PublicKey", "Id", "NextAttempt", "SizeBytes" },
                filter: "NextAttempt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_State_PublicKey",
                table: "OutboxRecipients",
                columns: new[] { "State", "PublicKey" });

            migrationBuilder.CreateIndex(
                name: "IX_OwedReceipts_DueAt",
                table: "OwedReceipts",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_RelayChunks_ReceivedAt",
                table: "RelayChunks",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RelayCopies_RecipientId",
                table: "RelayCopies",
                column: "RecipientId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OwedReceipts");

            migrationBuilder.DropTable(
                name: "RelayChunks");

            migrationBuilder.DropTable(
                name: "RelayCopies");

            migrationBuilder.DropTable(
                name: "RelayIdentities");

            migrationBuilder.DropTable(
                name: "RelayPeers");

            migrationBuilder.DropIndex(
                name: "IX_OutboxRecipients_PublicKey_Id_NextAttempt_SizeBytes",
                table: "OutboxRecipients");

            migrationBuilder.DropIndex(
                name: "IX_OutboxRecipients_State_PublicKey",
                table: "OutboxRecipients");

            migrationBuilder.DropColumn(
                name: "RelayStage",
                table: "OutboxRecipients");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_State_PublicKey_Id_NextAttempt_SizeBytes",
                table: "OutboxRecipients",
                columns: new[] { "State", "PublicKey", "Id", "NextAttempt", "SizeBytes" });
        }
    }
}
