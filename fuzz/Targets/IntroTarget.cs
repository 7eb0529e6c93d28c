using System.Buffers.Binary;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>
/// What an intro holds, as a stranger can make it. By its first octet the input is a sealed part, one without its signature, what lies behind a good card and proof, or a mail. What opens is
/// its author's and as he wrote it, and what the user is shown of it is one line, of bounded length.
/// </summary>
internal sealed class IntroTarget : IFuzzTarget, IDisposable
{
    private const byte AsReceipts = 4;
    private const int LengthOffset = 4;
    private const int MaxShown = 1000;

    private static readonly int InnerSize = Envelope.SizeOf(EnvelopeClass.Small) - EnvelopeHeader.Size - Envelope.MacSize;

    private readonly RelayCast _cast = new();
    private readonly MailCard _card;
    private readonly byte[] _proof;

    public IntroTarget()
    {
        (_card, _proof) = _cast.MakeProvedCard();
        var mail = "From: Alice <a@b>\r\nSubject: Hello\r\n\r\nIt is me.\r\n"u8.ToArray();
        var receipts = Receipt.Write([new Receipt(new MailId(3), MailStatus.Stored)]);
        var inner = Inner(EnvelopeKind.Intro, IntroContents.OfParcel(_proof, Parcel(mail, isCompressed: false)));
        Seeds =
        [
            [0, .. inner.AsSpan().TrimEnd((byte)0)],
            [1, .. inner.AsSpan(0, InnerPart.FixedSize), .. inner.AsSpan(InnerPart.FixedSize + InnerPart.SignatureSize).TrimEnd((byte)0)],
            [2, 0, .. Parcel(mail, isCompressed: false)],
            [2, 0, .. Parcel(mail, isCompressed: true)],
            [2, 1, 0x40, 0x42, 0x0F, 0, 0, 0, 0, 0, .. "A long mail"u8],
            [2 | AsReceipts, .. receipts],
            [3, .. mail],
            [3, .. "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: base64\r\n\r\nSGk=\r\n--a--\r\n"u8],
        ];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = ["TMP1", "From: ", "Subject: ", "\r\n\r\n", "Content-Type: ", "text/html", "message/rfc822", "boundary=", "charset=", "=?utf-8?Q?", "?="];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var rest = input.AsSpan(1);
        switch (input[0] & 3)
        {
            case 0:
                var inner = new byte[InnerSize];
                rest[..Math.Min(rest.Length, InnerSize)].CopyTo(inner);
                Open(inner);
                break;
            case 1 when rest.Length >= InnerPart.FixedSize:
                Open(Signed(rest[..InnerPart.FixedSize], rest[InnerPart.FixedSize..]));
                break;
            case 2:
                var payload = (byte[])[.. _proof, .. rest];
                CheckGood((input[0] & AsReceipts) != 0 ? EnvelopeKind.Receipt : EnvelopeKind.Intro, payload[..Math.Min(payload.Length, IntroLetter.Capacity)]);
                break;
            case 3:
                var mail = rest.ToArray();
                Property.Equal(Shown(Parcel(mail, isCompressed: false)), Shown(Parcel(mail, isCompressed: true)), "A letter shows the same, compressed or not");
                break;
        }
    }

    public void Dispose() => _cast.Dispose();

    private static byte[] Parcel(byte[] mail, bool isCompressed)
    {
        var header = new ParcelHeader
        {
            ParcelId = new byte[16],
            ReturnAddress = Cast.Alice.Address.ToString(),
            Recipients = [Cast.Bob.Address.ToString()],
            Submitted = DateTimeOffset.UnixEpoch,
            IsCompressed = isCompressed,
        };
        return [.. ParcelCodec.Write(header), .. isCompressed ? BodyCompression.Compress(mail) : mail];
    }

    private void CheckGood(EnvelopeKind kind, byte[] payload)
    {
        var letter = Open(Inner(kind, payload)) ?? throw new PropertyBrokenException("A sound letter opens");
        Property.Same(payload, letter.Payload.Span, "A letter's payload is the one written");
        Property.Equal(kind, letter.Kind, "A letter is of the kind written");
        Property.Holds(IntroContents.IsProved(letter, _cast.Bob), "A good proof is taken");
    }

    private IntroLetter? Open(byte[] inner)
    {
        if (IntroEnvelope.Open(_cast.MakeIntro(inner), _cast.Bob) is not var (letter, _))
        {
            return null;
        }

        Property.Equal(_card, letter.From, "Nobody signs in another's name");
        var content = InnerPart.Read(inner, (_, _) => true) ?? throw new PropertyBrokenException("What opened has a layout");
        Property.Equal((content.Kind, content.MailId, content.Created, content.IsCompressed), (letter.Kind, letter.MailId, letter.Created, letter.IsCompressed), "A letter is its content");
        Property.Same(content.Payload.Span, [.. letter.From.ToArray(), .. letter.Payload.Span], "A letter's payload lies behind its card");
        Property.Equal(letter.Payload.Span.StartsWith(_proof), IntroContents.IsProved(letter, _cast.Bob), "Only the proof proves");
        if (IntroContents.IsProved(letter, _cast.Bob))
        {
            CheckProved(letter);
        }

        return letter;
    }

    private void CheckProved(IntroLetter letter)
    {
        if (letter.Kind == EnvelopeKind.Receipt)
        {
            if (Receipt.Read(IntroContents.ReceiptsOf(letter).Span) is { } receipts)
            {
                Property.Same(letter.Payload.Span, IntroContents.OfReceipts(_proof, Receipt.Write(receipts)), "Receipts written are those read");
            }
        }
        else if (IntroContents.Read(letter) is var (parcel, words))
        {
            Property.Holds(parcel.IsEmpty != words.IsEmpty, "There is a parcel, or there are words");
            Property.Same(letter.Payload.Span, parcel.IsEmpty ? IntroContents.OfWords(_proof, words.Span) : IntroContents.OfParcel(_proof, parcel.Span), "Contents written are those read");
            if (parcel.IsEmpty)
            {
                CheckShown(IntroWords.Announced(words.Span));
            }
            else
            {
                Shown(parcel);
            }
        }
    }

    private static LetterGist? Shown(ReadOnlyMemory<byte> parcel)
    {
        var gist = RelayedParcels.GistOf(parcel);
        CheckShown(gist);
        if (gist is not null)
        {
            Property.IsOneLine(gist.Text, "The text of a letter");
            Property.Holds(gist.Text.Length <= MaxShown && gist.Name.Length <= MaxShown, "What a letter shows is bounded");
        }

        return gist;
    }

    /// <summary>As it lies in the database.</summary>
    private static void CheckShown(LetterGist? gist)
    {
        foreach (var text in gist is null ? [] : (string[])[gist.Name, gist.Text])
        {
            var shown = PeerText.Clean(text, Contacts.MaxReceivedMessageBytes);
            Property.IsOneLine(shown, "What the user is shown");
            Property.Equal(shown, PeerText.Clean(shown, Contacts.MaxReceivedMessageBytes), "What was cleaned is clean");
        }
    }

    /// <summary>A sealed part of Alice's with her card.</summary>
    private byte[] Inner(EnvelopeKind kind, byte[] payload)
    {
        var content = RelayCast.Content((byte[])[.. _card.ToArray(), .. payload]) with { Kind = kind, IsSigned = true };
        var inner = new byte[InnerSize];
        InnerPart.Write(inner, content, new byte[Curve25519.Size], Sign);
        return inner;
    }

    /// <summary>The same of any fields and payload; the payload's length is set.</summary>
    private byte[] Signed(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> payload)
    {
        var inner = new byte[InnerSize];
        var start = InnerPart.FixedSize + InnerPart.SignatureSize;
        payload = payload[..Math.Min(payload.Length, InnerSize - start)];
        fields.CopyTo(inner);
        BinaryPrimitives.WriteUInt32LittleEndian(inner.AsSpan(LengthOffset), (uint)payload.Length);
        payload.CopyTo(inner.AsSpan(start));
        Sign([.. inner.AsSpan(0, InnerPart.FixedSize), .. payload]).CopyTo(inner, InnerPart.FixedSize);
        return inner;
    }

    private byte[] Sign(byte[] signed) => _cast.Alice.Sign(PairSealing.Signed(_cast.Alice.Public, _cast.Bob.Public, signed));
}
