using MimeKit;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>A mail of plain text that this node writes to its user.</summary>
internal static class TextNotice
{
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>Writes the whole mail, ready for the mailbox, with CRLF line ends; <paramref name="about"/> as in <see cref="NoticeHeaders.Of"/>.</summary>
    internal static async Task WriteAsync(OwnIdentity own, DateTimeOffset now, string? about, string subject, string text, Stream destination, CancellationToken cancellationToken)
    {
        var headers = NoticeHeaders.Of(own, now, NoticeHeaders.Generated, about);
        using var message = new MimeMessage(headers) { Subject = subject, Body = new TextPart("plain") { Text = text } };
        await message.WriteToAsync(Format, destination, cancellationToken).ConfigureAwait(false);
    }
}
