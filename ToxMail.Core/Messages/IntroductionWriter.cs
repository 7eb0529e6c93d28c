using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Writes the mail that introduces a contact to another: words for people, the card as a link and as an attachment, and in the header for ToxMail.</summary>
public static class IntroductionWriter
{
    /// <summary>The type of the attachment: the link, as text.</summary>
    public const string CardType = "application/vnd.toxmail.card";

    /// <summary>Holds the card.</summary>
    public const string CardField = "X-ToxMail-Card";

    /// <summary>Holds what its owner is called.</summary>
    public const string NameField = "X-ToxMail-Card-Name";

    private const int MaxName = 100;

    /// <summary>Where there is a space the line is folded; a longer word would be encoded (RFC 2047).</summary>
    private const int FoldAt = 60;

    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>The subject that <see cref="WriteAsync"/> gives the mail.</summary>
    public static string SubjectOf(string name) => $"Meet {Shown(name)}";

    /// <summary>Writes the whole mail, with CRLF line ends, and returns its Message-ID.</summary>
    /// <param name="own">Who introduces.</param>
    /// <param name="to">Who reads it.</param>
    /// <param name="name">What the person introduced is called, or empty.</param>
    /// <param name="card">The link of his card.</param>
    /// <param name="now">The date.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<string> WriteAsync(OwnIdentity own, PublicKey to, string name, string card, DateTimeOffset now, Stream destination, CancellationToken cancellationToken)
    {
        var id = $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{Recipient.Zone}>";
        List<Header> headers =
        [
            new(HeaderId.From, $"<{own.Address}>"),
            new(HeaderId.To, $"<{OwnIdentity.AddressOf(to)}>"),
            new(HeaderId.Date, DateUtils.FormatDate(now)),
            new(HeaderId.MessageId, id),
            new(CardField, string.Join(' ', card.Chunk(FoldAt).Select(static part => new string(part)))),
            new(Encoding.UTF8, NameField, HeaderText.OneLine(name, MaxName)),
        ];
        var body = new Multipart("mixed")
        {
            new TextPart("plain") { Text = TextOf(name, card) },
            new MimePart(CardType)
            {
                Content = new MimeContent(new MemoryStream(Encoding.ASCII.GetBytes(card))),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                FileName = "card.toxmail",
            },
        };
        using var message = new MimeMessage(headers) { Subject = SubjectOf(name), Body = body };
        await message.WriteToAsync(Format, destination, cancellationToken).ConfigureAwait(false);
        return id;
    }

    private static string Shown(string name) => HeaderText.OneLine(name, MaxName) is { Length: > 0 } known ? known : "a contact of mine";

    private static string TextOf(string name, string card) => $"""
        I would like you to meet {Shown(name)}, a contact of mine on ToxMail.

        To write to them, add them as a contact: ToxMail shows this introduction
        on its page, under Contacts, and one click does it. Or add this link there:

        {card}

        I gave them your card as well.

        """.ReplaceLineEndings("\r\n");
}
