using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class CardsAndFirstLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Card",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Card",
                table: "Contacts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "IntroSentAt",
                table: "Contacts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "IntroducedBy",
                table: "Contacts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "OfferedCards",
                columns: table => new
                {
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OfferedBy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Card = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfferedCards", x => new { x.PublicKey, x.OfferedBy });
                });

            migrationBuilder.CreateTable(
                name: "WaitingLetters",
                columns: table => new
                {
                    SenderKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MailId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Card = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Parcel = table.Column<byte[]>(type: "BLOB", nullable: false),
                    EnvelopeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Release = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingLetters", x => new { x.SenderKey, x.MailId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OfferedCards");

            migrationBuilder.DropTable(
                name: "WaitingLetters");

            migrationBuilder.DropColumn(
                name: "Card",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Card",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "IntroSentAt",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "IntroducedBy",
                table: "Contacts");
        }
    }
}
