using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToxMail.Core.Store.Schema.Migrations
{
    /// <inheritdoc />
    public partial class SubmissionsAndNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SuccessNoticeAt",
                table: "OutboxRecipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "SubmissionKey",
                table: "OutboxMails",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "LacksLineEnd",
                table: "InboxMails",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRecipients_SuccessNoticeAt",
                table: "OutboxRecipients",
                column: "SuccessNoticeAt",
                filter: "SuccessNoticeAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMails_SubmissionKey",
                table: "OutboxMails",
                column: "SubmissionKey",
                filter: "SubmissionKey IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OutboxRecipients_SuccessNoticeAt",
                table: "OutboxRecipients");

            migrationBuilder.DropIndex(
                name: "IX_OutboxMails_SubmissionKey",
                table: "OutboxMails");

            migrationBuilder.DropColumn(
                name: "SuccessNoticeAt",
                table: "OutboxRecipients");

            migrationBuilder.DropColumn(
                name: "SubmissionKey",
                table: "OutboxMails");

            migrationBuilder.DropColumn(
                name: "LacksLineEnd",
                table: "InboxMails");
        }
    }
}
