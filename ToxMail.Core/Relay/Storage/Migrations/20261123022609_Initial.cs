using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Relay.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Envelopes",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Tag = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Class = table.Column<byte>(type: "INTEGER", nullable: false),
                    IsIntro = table.Column<bool>(type: "INTEGER", nullable: false),
                    Expiry = table.Column<ushort>(type: "INTEGER", nullable: false),
                    Commitment = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hops = table.Column<byte>(type: "INTEGER", nullable: false),
                    From = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Envelopes", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Neighbours",
                columns: table => new
                {
                    Key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Carry = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsHidden = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReceiptPolicy = table.Column<int>(type: "INTEGER", nullable: true),
                    StoreId = table.Column<long>(type: "INTEGER", nullable: false),
                    Cursor = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSync = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Neighbours", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "OfferLog",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    StoreId = table.Column<long>(type: "INTEGER", nullable: false),
                    Head = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfferLog", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Spent",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Release = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Spent", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Bodies",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bodies", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Bodies_Envelopes_Number",
                        column: x => x.Number,
                        principalTable: "Envelopes",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Envelopes_Id",
                table: "Envelopes",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Spent_Until",
                table: "Spent",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Bodies");

            migrationBuilder.DropTable(
                name: "Neighbours");

            migrationBuilder.DropTable(
                name: "OfferLog");

            migrationBuilder.DropTable(
                name: "Spent");

            migrationBuilder.DropTable(
                name: "Envelopes");
        }
    }
}
