using System.Buffers.Text;
using ToxMail.Core.Addressing;

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

    /// <summary>Reads <see cref="Size"/> bytes; null when they are no card or its parts do not belong together.</summary>
    public static MailCard? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || ToxId.TryRead(bytes[..ToxId.Size], out var tox) != ToxIdFault.None)
        {
            return null;
        }

        var card = new MailCard(tox, MailKeys.Read(bytes.Slice(ToxId.Size, MailKeys.Size)), bytes[(ToxId.Size + MailKeys.Size)..].ToArray());
        return card.Keys.Verify(tox.PublicKey, card._signature) ? card : null;
    }

    /// <summary>Reads the link form; null when it is none.</summary>
    public static MailCard? Parse(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        if (!trimmed.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || trimmed.Length <= Scheme.Length + ToxId.HexLength + KeysField.Length)
        {
            return null;
        }

        var id = trimmed.Slice(Scheme.Length, ToxId.HexLength);
        var rest = trimmed[(Scheme.Length + ToxId.HexLength)..];
        if (!rest.StartsWith(KeysField, StringComparison.OrdinalIgnoreCase) || ToxId.TryParse(id.ToString(), out var tox) != ToxIdFault.None)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Size];
        tox.CopyTo(bytes);
        var keys = rest[KeysField.Length..];
        return keys.Length == Base64Url.GetEncodedLength(Size - ToxId.Size) && Base64Url.IsValid(keys, out _) && Base64Url.TryDecodeFromChars(keys, bytes[ToxId.Size..], out var written) && written == Size - ToxId.Size
            ? Read(bytes)
            : null;
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

    public bool Equals(MailCard? other) => other is not null && ToArray().AsSpan().SequenceEqual(other.ToArray());

    public override int GetHashCode() => Keys.GetHashCode();

    /// <summary>The link form: <c>toxmail:&lt;Tox ID&gt;?keys=&lt;base64url&gt;</c>.</summary>
    public override string ToString() => $"{Scheme}{Tox}{KeysField}{Base64Url.EncodeToString(ToArray().AsSpan(ToxId.Size))}";
}
