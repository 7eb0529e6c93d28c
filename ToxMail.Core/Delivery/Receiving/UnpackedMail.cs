using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>A parcel taken apart: a mail ready to be committed, or what is wrong with it.</summary>
internal sealed record UnpackedMail(Digest Digest, BlobWriter? Blob, string From, string Subject, ResultCode Fault)
{
    /// <summary>The way it came.</summary>
    internal MailVia Via { get; init; }

    /// <summary>Somebody whom it introduces.</summary>
    internal IntroducedPerson? Introduces { get; init; }

    internal static UnpackedMail Wrong(Digest digest, ResultCode fault) => new(digest, null, "", "", fault);
}
