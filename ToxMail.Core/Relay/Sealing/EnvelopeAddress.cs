using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Under which tag an envelope goes, how large it is and how long it lives.</summary>
/// <param name="Class">Its size.</param>
/// <param name="Expiry">See <see cref="EnvelopeLife"/>.</param>
/// <param name="Keys">Those of the sender's day.</param>
/// <param name="Counter">Of the tag, 0 to 63.</param>
internal readonly record struct EnvelopeAddress(EnvelopeClass Class, ushort Expiry, DayKeys Keys, int Counter);
