using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Relay.Storage.Migrations
{
    /// <inheritdoc />
    public partial class UnsaidTombstones : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Planned",
                columns: table => new
                {
                    Release = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Planned", x => x.Release);
                });

            migrationBuilder.CreateTable(
                name: "Untold",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Contact = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Release = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Untold", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Untold_Contact_Release",
                table: "Untold",
                columns: new[] { "Contact", "Release" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Planned");

            migrationBuilder.DropTable(
                name: "Untold");
        }
    }
}
