using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class Names : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Not DropColumn, which copies the whole table, and outside of the transaction. Every row says "manual".
            migrationBuilder.Sql("ALTER TABLE Contacts DROP COLUMN Trust;");

            migrationBuilder.AddColumn<uint>(
                name: "FoundNospam",
                table: "OutboxRecipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ConfirmedAt",
                table: "Contacts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PinnedNames",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Trust = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    ProvedZone = table.Column<string>(type: "TEXT", nullable: true),
                    ProvedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ProofValidUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Proof = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PinnedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NextCheckAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    DeclinedKey = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PinnedNames", x => x.Name);
                    table.ForeignKey(
                        name: "FK_PinnedNames_Contacts_PublicKey",
                        column: x => x.PublicKey,
                        principalTable: "Contacts",
                        principalColumn: "PublicKey",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PublishedNames",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    ProvedZone = table.Column<string>(type: "TEXT", nullable: true),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NextCheckAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedNames", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "SignedDomains",
                columns: table => new
                {
                    Domain = table.Column<string>(type: "TEXT", nullable: false),
                    ProvedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignedDomains", x => x.Domain);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PinnedNames_NextCheckAt",
                table: "PinnedNames",
                column: "NextCheckAt");

            migrationBuilder.CreateIndex(
                name: "IX_PinnedNames_PublicKey",
                table: "PinnedNames",
                column: "PublicKey");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PinnedNames");

            migrationBuilder.DropTable(
                name: "PublishedNames");

            migrationBuilder.DropTable(
                name: "SignedDomains");

            migrationBuilder.DropColumn(
                name: "FoundNospam",
                table: "OutboxRecipients");

            migrationBuilder.DropColumn(
                name: "ConfirmedAt",
                table: "Contacts");

            migrationBuilder.AddColumn<string>(
                name: "Trust",
                table: "Contacts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }
    }
}
