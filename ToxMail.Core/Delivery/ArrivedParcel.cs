using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>A parcel that came whole.</summary>
/// <param name="Digest">What its sender calls it; null in a bundle, where only its bytes tell.</param>
/// <param name="Open">Opens it at its first byte.</param>
internal sealed record ArrivedParcel(Digest? Digest, Func<Stream> Open);
