using ToxMail.Core.Addressing;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>A recipient that was accepted; <paramref name="Stranger"/> is their Tox ID while they are no contact.</summary>
internal sealed record EnvelopeRecipient(NewRecipient Recipient, ToxId? Stranger);
