using System.Globalization;
using System.Text;

namespace ToxMail.Core.Messages;

/// <summary>Writes the mail that asks the user whether a Tox ID is right that was found for a name and that nothing proves.</summary>
public static class ConfirmationRequestWriter
{
    private const int MaxSubject = 200;
    private const int MaxName = 300;

    /// <summary>The subject that <see cref="WriteAsync"/> gives the mail, for the mailbox's list.</summary>
    public static string SubjectOf(ConfirmationRequest request) =>
        $"Waits for your word: {(HeaderText.OneLine(request.Subject, MaxSubject) is { Length: > 0 } subject ? subject : "(no subject)")}";

    /// <summary>Writes the whole mail, ready for the mailbox, with CRLF line ends.</summary>
    public static Task WriteAsync(ConfirmationRequest request, Stream destination, CancellationToken cancellationToken) =>
        TextNotice.WriteAsync(request.Own, request.Now, request.MessageId, SubjectOf(request), TextOf(request), destination, cancellationToken);

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


            """.ReplaceLineEndings("\r\n")).Append(NoticeText.Signature).ToString();
    }
}
