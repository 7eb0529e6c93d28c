using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class ReceiptsByArrival : Migration
    {
        // Not by the operations for a key, which EF Core does in several transactions: killed between them the node would not start again.
        private const string Former = "FormerOwedReceipts";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "OwedReceipts", newName: Former);

            migrationBuilder.CreateTable(
                name: "OwedReceipts",
                columns: table => new
                {
                    SenderKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MailId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FirstEnvelope = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Status = table.Column<byte>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ForgetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Envelopes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Releases = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwedReceipts", x => new { x.SenderKey, x.MailId, x.FirstEnvelope });
                });

            Refill(migrationBuilder, "SenderKey, MailId, FirstEnvelope, Status, DueAt, ForgetAt, Envelopes, Releases", "SenderKey, MailId, substr(Envelopes, 1, 16), Status, DueAt, ForgetAt, Envelopes, Releases");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "OwedReceipts", newName: Former);

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

            Refill(migrationBuilder, "SenderKey, MailId, Status, DueAt, ForgetAt, Envelopes, Releases", "SenderKey, MailId, Status, DueAt, ForgetAt, Envelopes, Releases");
        }

        private static void Refill(MigrationBuilder migrationBuilder, string columns, string values)
        {
            migrationBuilder.Sql($"INSERT OR IGNORE INTO OwedReceipts ({columns}) SELECT {values} FROM {Former};");
            migrationBuilder.DropTable(name: Former);
            migrationBuilder.CreateIndex(name: "IX_OwedReceipts_DueAt", table: "OwedReceipts", column: "DueAt");
        }
    }
}
