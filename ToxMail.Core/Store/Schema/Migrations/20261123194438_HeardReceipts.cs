using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class HeardReceipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Receipt",
                table: "OwedReceipts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsConfirmed",
                table: "OutboxRecipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_IsConfirmed",
                table: "OutboxRecipients",
                column: "IsConfirmed",
                filter: "IsConfirmed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OutboxRecipients_IsConfirmed",
                table: "OutboxRecipients");

            migrationBuilder.DropColumn(
                name: "Receipt",
                table: "OwedReceipts");

            migrationBuilder.DropColumn(
                name: "IsConfirmed",
                table: "OutboxRecipients");
        }
    }
}
