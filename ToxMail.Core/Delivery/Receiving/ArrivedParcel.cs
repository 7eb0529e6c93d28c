using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>A parcel that came whole.</summary>
/// <param name="Digest">What its sender calls it; null in a bundle, where only its bytes tell.</param>
/// <param name="MaxBytes">What its mail may grow to when it is unpacked, beside the limit for every mail.</param>
/// <param name="Open">Opens it at its first byte.</param>
internal sealed record ArrivedParcel(Digest? Digest, long MaxBytes, Func<Stream> Open)
{
    public MailVia Via { get; init; } = MailVia.Direct;

    /// <summary>The body is as its author wrote it, whatever the header says: it was compressed together with others.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether a file is a bundle of parcels.</summary>
    internal static bool ComeIn(IncomingTransfer file) => file.Kind is WireFormat.BundleKind or WireFormat.PackedBundleKind && file.Size <= WireFormat.MaxBundle;

    /// <summary>The parcels of a bundle that came whole; null when it is none.</summary>
    internal static IReadOnlyList<ArrivedParcel>? ReadBundle(uint kind, byte[] bytes)
    {
        var isPacked = kind == WireFormat.PackedBundleKind;
        var bundle = isPacked ? PackedBundle.Read(bytes) : bytes;
        return bundle is null ? null : Bundle.Read(bundle)?.Select(parcel => Small(null, parcel) with { IsPlain = isPacked }).ToList();
    }

    /// <summary>One in memory: an inline one, or a part of a bundle. Small parcels hold small mails, whatever Brotli makes of them.</summary>
    internal static ArrivedParcel Small(Digest? digest, ReadOnlyMemory<byte> bytes) => new(digest, WireFormat.MaxBundle, () => new MemoryStream(bytes.ToArray(), writable: false));
}
