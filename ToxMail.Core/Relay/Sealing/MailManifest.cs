using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Says that a mail waits at its author's which is too large to be carried: <c>docs/protocol.md</c> §5.2.</summary>
internal sealed record MailManifest
{
    private const int Size = sizeof(ulong) + sizeof(ulong) + WireFormat.DigestSize;

    /// <summary>Of the parcel: by it the recipient knows the mail when it comes.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Octets of the mail.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Whole seconds.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>When its author gives up; whole seconds.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What is sealed. It is named as the mail itself would be, so that a receipt can speak of it.</summary>
    public EnvelopeContent ToContent()
    {
        var payload = new byte[Size];
        var writer = new ByteWriter(payload);
        writer.UInt64((ulong)SizeBytes);
        writer.UInt64((ulong)Until.ToUnixTimeSeconds());
        writer.Write(Digest.ToArray());
        return new EnvelopeContent { Kind = EnvelopeKind.Manifest, WantsReceipt = true, MailId = MailId.Read(Digest.ToArray()), Created = Written, Payload = payload };
    }

    /// <summary>Null when the content is none, or says what cannot be.</summary>
    public static MailManifest? Read(EnvelopeContent content)
    {
        var reader = new ByteReader(content.Payload.Span);
        var size = reader.UInt64();
        var until = reader.UInt64();
        var digest = new Digest(reader.Take(WireFormat.DigestSize));
        var isSound = reader.IsAtEnd && content is { Kind: EnvelopeKind.Manifest, IsCompressed: false } && content.MailId == MailId.Read(digest.ToArray()) && size is > 0 and <= MailOptions.Ceiling + MailOptions.HeaderGrowth;
        return isSound && IsEnd(until, content.Created)
            ? new MailManifest { Digest = digest, SizeBytes = (long)size, Written = content.Created, Until = DateTimeOffset.FromUnixTimeSeconds((long)until) }
            : null;
    }

    /// <summary>Nothing is offered for longer than its recipient would know it again.</summary>
    private static bool IsEnd(ulong until, DateTimeOffset written) =>
        until <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() && DateTimeOffset.FromUnixTimeSeconds((long)until) - written is var wait && wait > TimeSpan.Zero && wait <= OutboxOptions.KnownAgain;
}
