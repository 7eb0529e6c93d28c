using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>A parcel that came whole.</summary>
/// <param name="Digest">What its sender calls it; null in a bundle, where only its bytes tell.</param>
/// <param name="MaxBytes">What its mail may grow to when it is unpacked, beside the limit for every mail.</param>
/// <param name="Open">Opens it at its first byte.</param>
internal sealed record ArrivedParcel(Digest? Digest, long MaxBytes, Func<Stream> Open)
{
    public MailVia Via { get; init; } = MailVia.Direct;

    /// <summary>One in memory: an inline one, or a part of a bundle. Small parcels hold small mails, whatever Brotli makes of them.</summary>
    internal static ArrivedParcel Small(Digest? digest, ReadOnlyMemory<byte> bytes) => new(digest, WireFormat.MaxBundle, () => new MemoryStream(bytes.ToArray(), writable: false));
}
