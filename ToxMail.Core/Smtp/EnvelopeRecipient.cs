using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Smtp;

/// <summary>A recipient that was accepted.</summary>
/// <param name="Recipient">The row to be.</param>
/// <param name="Stranger">Their Tox ID, written out in full, while they are no contact.</param>
/// <param name="Pin">The proved name that makes them one.</param>
internal sealed record EnvelopeRecipient(NewRecipient Recipient, ToxId? Stranger = null, NewPin? Pin = null);
