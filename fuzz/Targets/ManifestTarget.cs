using System.Buffers.Binary;
using ToxMail.Core.Messages;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>
/// Word of a mail too large to be carried, as a contact can make it. By its first octet the input is a sealed part, or a manifest's date and payload under the name that belongs to them. What is
/// read is what may be, is the same when written and read again, and makes a sound notice to the user.
/// </summary>
internal sealed class ManifestTarget : IFuzzTarget
{
    private const int InnerSize = 400;
    private const int DigestOffset = 2 * sizeof(ulong);
    private const int PayloadSize = DigestOffset + WireFormat.DigestSize;

    private static readonly ulong Latest = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public ManifestTarget()
    {
        var sealing = Inner(Manifest(25_000_000, 7).ToContent());
        Seeds =
        [
            [0, .. sealing.AsSpan().TrimEnd((byte)0)],
            Dated(Manifest(25_000_000, 7)),
            Dated(Manifest(MailOptions.Ceiling + MailOptions.HeaderGrowth, OutboxOptions.KnownAgain.Days)),
            [1, .. BitConverter.GetBytes(Latest), .. BitConverter.GetBytes(1UL), .. BitConverter.GetBytes(Latest), .. new byte[WireFormat.DigestSize]],
        ];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = [];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var rest = input.AsSpan(1);
        if ((input[0] & 1) == 0)
        {
            var inner = new byte[InnerSize];
            rest[..Math.Min(rest.Length, InnerSize)].CopyTo(inner);
            if (InnerPart.Read(inner, (_, _) => true) is { } content)
            {
                Check(content);
            }
        }
        else if (rest.Length >= sizeof(ulong))
        {
            CheckDated(BinaryPrimitives.ReadUInt64LittleEndian(rest) % (Latest + 1), rest[sizeof(ulong)..].ToArray());
        }
    }

    /// <summary>It is read exactly when it says what can be.</summary>
    private static void CheckDated(ulong created, byte[] payload)
    {
        var isWhole = payload.Length == PayloadSize;
        var (size, until) = isWhole ? (BinaryPrimitives.ReadUInt64LittleEndian(payload), BinaryPrimitives.ReadUInt64LittleEndian(payload.AsSpan(sizeof(ulong)))) : default;
        var mayBe = isWhole && size is > 0 and <= MailOptions.Ceiling + MailOptions.HeaderGrowth
            && until > created && until <= Latest && until - created <= (ulong)OutboxOptions.KnownAgain.TotalSeconds;
        var content = new EnvelopeContent
        {
            Kind = EnvelopeKind.Manifest,
            MailId = isWhole ? MailId.Read(payload.AsSpan(DigestOffset)) : default,
            Created = DateTimeOffset.FromUnixTimeSeconds((long)created),
            Payload = payload,
        };
        Property.Equal(mayBe, Check(content) is not null, "A manifest is read when it says what can be");
    }

    private static MailManifest? Check(EnvelopeContent content)
    {
        if (MailManifest.Read(content) is not { } manifest)
        {
            return null;
        }

        var written = manifest.ToContent();
        Property.Same(content.Payload.Span, written.Payload.Span, "A manifest written is the one read");
        Property.Equal((content.Kind, content.MailId, content.Created), (written.Kind, written.MailId, written.Created), "A manifest is named and dated as it was");
        Property.Equal(manifest, MailManifest.Read(InnerPart.Read(Inner(written), (_, _) => false)!), "A manifest comes through an envelope");
        Property.Holds(MailManifest.Read(content with { Payload = content.Payload[..^1] }) is null, "A manifest that is cut off is none");
        Property.Holds(MailManifest.Read(content with { Payload = (byte[])[.. content.Payload.Span, 0] }) is null, "A manifest with something behind it is none");
        CheckNotice(manifest);
        return manifest;
    }

    private static void CheckNotice(MailManifest manifest)
    {
        var notice = new ExpectedMailNotice
        {
            Own = Cast.Bob,
            Now = RelayCast.Now,
            Sender = Cast.Alice.PublicKey,
            SizeBytes = manifest.SizeBytes,
            MostBytes = new MailOptions().LargestArrival,
            Written = manifest.Written,
            Until = manifest.Until,
        };
        using var mail = new MemoryStream();
        ExpectedMailWriter.WriteAsync(notice, mail, CancellationToken.None).GetAwaiter().GetResult();
        var (header, body) = Cast.Split(mail.ToArray(), int.MaxValue);
        HeaderShape.Holds(header, body);
        Property.IsPrintableAscii(ExpectedMailWriter.SubjectOf(notice), "The subject of a notice");
    }

    private static MailManifest Manifest(long size, int days) =>
        new() { Digest = DigestBuilder.Of("parcel"u8), SizeBytes = size, Written = RelayCast.Now, Until = RelayCast.Now.AddDays(days) };

    private static byte[] Dated(MailManifest manifest) => [1, .. BitConverter.GetBytes((ulong)manifest.Written.ToUnixTimeSeconds()), .. manifest.ToContent().Payload.Span];

    private static byte[] Inner(EnvelopeContent content)
    {
        var inner = new byte[InnerSize];
        InnerPart.Write(inner, content, new byte[Curve25519.Size], _ => []);
        return inner;
    }
}
