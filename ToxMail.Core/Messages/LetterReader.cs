using MimeKit;

namespace ToxMail.Core.Messages;

/// <summary>Reads so much of a stranger's letter as the user needs to decide on him.</summary>
public static class LetterReader
{
    private const int MaxRead = 64 * 1024;
    private const int MaxName = 100;
    private const int MaxText = 1000;

    /// <summary>The author's display name, and subject and text as one line; null when it is no mail.</summary>
    public static (string Name, string Text)? Read(Stream mail)
    {
        try
        {
            var start = new byte[MaxRead];
            var length = mail.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            using var message = MimeMessage.Load(new MemoryStream(start, 0, length, writable: false));
            var name = message.From.Mailboxes.FirstOrDefault()?.Name ?? "";
            return (HeaderText.OneLine(name, MaxName), HeaderText.OneLine($"{message.Subject}: {message.TextBody}", MaxText));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or InvalidOperationException)
        {
            // What MimeKit and Brotli throw at bytes that are neither.
            return null;
        }
    }
}
