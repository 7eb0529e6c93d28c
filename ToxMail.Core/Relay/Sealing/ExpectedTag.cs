using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>A tag that a contact may use, and the keys it stands for.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Generation">Number of the pair's root key.</param>
/// <param name="Day">See <see cref="Days"/>.</param>
/// <param name="Counter">0 to 63.</param>
internal readonly record struct ExpectedTag(EnvelopeTag Tag, int Generation, int Day, int Counter);
