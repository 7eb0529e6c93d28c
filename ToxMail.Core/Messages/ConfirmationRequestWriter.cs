using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Writes the mail that asks the user whether a Tox ID is right that was found for a name and that nothing proves.</summary>
public static class ConfirmationRequestWriter
{
    private const int MaxSubject = 200;
    private const int MaxName = 300;

    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>The subject that <see cref="WriteAsync"/> gives the mail, for the mailbox's list.</summary>
    public static string SubjectOf(ConfirmationRequest request) =>
        $"Waits for your word: {(HeaderText.OneLine(request.Subject, MaxSubject) is { Length: > 0 } subject ? subject : "(no subject)")}";

    /// <summary>Writes the whole mail, ready for the mailbox, with CRLF line ends.</summary>
    public static async Task WriteAsync(ConfirmationRequest request, Stream destination, CancellationToken cancellationToken)
    {
        List<Header> headers =
        [
            new(HeaderId.ReturnPath, "<>"),
            new(HeaderId.From, NoticeWriter.From),
            new(HeaderId.To, $"<{request.Own.Address}>"),
            new(HeaderId.Date, DateUtils.FormatDate(request.Now)),
            new(HeaderId.MessageId, $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{Recipient.Zone}>"),

            // RFC 3834 5: no program answers this.
            new("Auto-Submitted", "auto-generated"),
        ];
        if (NoticeWriter.IsMessageId(request.MessageId))
        {
            headers.Add(new Header(HeaderId.InReplyTo, request.MessageId));
            headers.Add(new Header(HeaderId.References, request.MessageId));
        }

        using var message = new MimeMessage(headers) { Subject = SubjectOf(request), Body = new TextPart("plain") { Text = TextOf(request) } };
        await message.WriteToAsync(Format, destination, cancellationToken).ConfigureAwait(false);
    }

    private static string TextOf(ConfirmationRequest request)
    {
        var text = new StringBuilder("Your mail waits on this computer until you confirm or cancel it.\r\n\r\n");
        foreach (var (name, id) in request.Found)
        {
            text.Append(CultureInfo.InvariantCulture, $"    To:      {HeaderText.OneLine(name, MaxName)}\r\n");
            text.Append(CultureInfo.InvariantCulture, $"    Tox ID:  {id.PublicKey}\r\n             {id.NospamLabel}\r\n\r\n");
        }

        return text.Append("""
            ToxMail looked the name up in DNS and found this Tox ID. Unless its page
            says that the name is proved, somebody on the way could have put in
            another one, and would get your mail instead.

            If you can, ask the person in another way whether it is theirs. Then
            confirm or cancel the mail on ToxMail's page, under Queue. Once confirmed,
            the name stays with this Tox ID and you are not asked again.

            -- 
            ToxMail, on your own computer

            """.ReplaceLineEndings("\r\n")).ToString();
    }
}
