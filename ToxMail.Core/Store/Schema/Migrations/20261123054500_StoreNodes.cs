using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class StoreNodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Relay_IsStore",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Relay_MemberOf",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "StoreInstances",
                table: "Contacts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Instance",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "JoinFault",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Relay_IsStore",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Relay_MemberOf",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "StoreInstances",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Instance",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "JoinFault",
                table: "Requests");
        }
    }
}
