using System.Buffers.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// What somebody has to know to write a first letter without having met: Tox ID and mail keys, as a QR code or a link. Who hands it over is who vouches for it: the signature shows
/// only that the parts belong together.
/// </summary>
internal sealed record MailCard
{
    /// <summary>Length in bytes.</summary>
    public const int Size = ToxId.Size + MailKeys.Size + MailKeys.SignatureSize;

    private const string Scheme = "toxmail:";
    private const string KeysField = "?keys=";

    private readonly byte[] _signature;

    private MailCard(ToxId tox, MailKeys keys, byte[] signature)
    {
        Tox = tox;
        Keys = keys;
        _signature = signature;
    }

    public ToxId Tox { get; }

    public MailKeys Keys { get; }

    public static MailCard Of(MailIdentity own, ToxId tox) => new(tox, own.Public, own.Bind(tox.PublicKey));

    /// <summary>Of a Tox ID, and mail keys with their signature; null when these do not belong together.</summary>
    public static MailCard? Of(ToxId tox, ReadOnlySpan<byte> signedKeys)
    {
        var card = new MailCard(tox, MailKeys.Read(signedKeys[..MailKeys.Size]), signedKeys[MailKeys.Size..].ToArray());
        return card.Keys.Verify(tox.PublicKey, card._signature) && Curve25519.IsUsable(card.Keys.Agreement) ? card : null;
    }

    /// <summary>Reads <see cref="Size"/> bytes; null when they are no card or its parts do not belong together.</summary>
    public static MailCard? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size && ToxId.TryRead(bytes[..ToxId.Size], out var tox) == ToxIdFault.None ? Of(tox, bytes[ToxId.Size..]) : null;

    /// <summary>Reads the link form; null when it is none.</summary>
    public static MailCard? Parse(string? text) => TryParse(text, out var card) == MailCardFault.None ? card : null;

    /// <summary>Whether a text is meant as the link form.</summary>
    public static bool IsLink(string? text) => text.AsSpan().Trim().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the link form, or says what is wrong with it.</summary>
    public static MailCardFault TryParse(string? text, out MailCard? card)
    {
        card = null;
        if (!IsLink(text))
        {
            return MailCardFault.NotACard;
        }

        var rest = text.AsSpan().Trim()[Scheme.Length..];
        var end = rest.IndexOf('?');
        switch (ToxId.TryParse((end < 0 ? rest : rest[..end]).ToString(), out var tox))
        {
            case ToxIdFault.WrongChecksum:
                return MailCardFault.WrongChecksum;
            case not ToxIdFault.None:
                return MailCardFault.NoToxId;
        }

        if (end < 0 || !rest[end..].StartsWith(KeysField, StringComparison.OrdinalIgnoreCase))
        {
            return MailCardFault.NoKeys;
        }

        Span<byte> bytes = stackalloc byte[Size];
        tox.CopyTo(bytes);
        if (!TryDecode(rest[(end + KeysField.Length)..], bytes[ToxId.Size..]))
        {
            return MailCardFault.KeysNotWhole;
        }

        card = Read(bytes);
        return card is null ? MailCardFault.DoNotBelongTogether : MailCardFault.None;
    }

    /// <summary>The <see cref="Size"/> bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        Tox.CopyTo(bytes);
        Keys.Bytes.CopyTo(bytes.AsSpan(ToxId.Size));
        _signature.CopyTo(bytes.AsSpan(ToxId.Size + MailKeys.Size));
        return bytes;
    }

    /// <summary>As the store keeps it.</summary>
    public ContactCard ToContactCard() => ContactCard.Read(ToArray()) ?? throw new InvalidOperationException("A card has a Tox ID.");

    public bool Equals(MailCard? other) => other is not null && ToArray().AsSpan().SequenceEqual(other.ToArray());

    public override int GetHashCode() => Keys.GetHashCode();

    /// <summary>The link form: <c>toxmail:&lt;Tox ID&gt;?keys=&lt;base64url&gt;</c>.</summary>
    public override string ToString() => $"{Scheme}{Tox}{KeysField}{Base64Url.EncodeToString(ToArray().AsSpan(ToxId.Size))}";

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> keys) =>
        text.Length == Base64Url.GetEncodedLength(keys.Length) && Base64Url.IsValid(text, out _) && Base64Url.TryDecodeFromChars(text, keys, out var written) && written == keys.Length;
}
