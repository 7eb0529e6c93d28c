using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>A contact has an envelope that is here too.</summary>
/// <param name="Id">The envelope.</param>
/// <param name="Contact">Who has it.</param>
/// <param name="IsFromHere">It was handed over from here; false: the contact offered it, having got it elsewhere.</param>
internal sealed record Sighting(EnvelopeId Id, PublicKey Contact, bool IsFromHere);
