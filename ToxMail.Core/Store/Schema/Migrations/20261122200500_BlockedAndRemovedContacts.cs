using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class BlockedAndRemovedContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "BlocksYou",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "RemovedContacts",
                columns: table => new
                {
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemovedContacts", x => x.PublicKey);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RemovedContacts");

            migrationBuilder.DropColumn(
                name: "BlocksYou",
                table: "Contacts");
        }
    }
}
