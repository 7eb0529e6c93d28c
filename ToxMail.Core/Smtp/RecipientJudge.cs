using ToxMail.Core.Addressing;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>Decides at RCPT whether mail can go to an address, so that its writer learns at once instead of by a later notice.</summary>
internal sealed class RecipientJudge(Contacts contacts, OwnIdentity own)
{
    /// <summary>The reply, and the recipient when it is a yes.</summary>
    internal async Task<RecipientVerdict> JudgeAsync(RcptCommand command, CancellationToken cancellationToken)
    {
        // Names in DNS get their lookup here, as a recipient that is accepted and waits for it.
        if (Recipient.Of(command.Recipient) is Recipient.ByName)
        {
            return new RecipientVerdict(SmtpReplies.NamesNotYet, null);
        }

        return await contacts.ResolveAsync(command.Recipient, cancellationToken) switch
        {
            RecipientResolution.Known known => Accept(SmtpReplies.RecipientOk, command, known.PublicKey, known.IsContact ? DeliveryState.AwaitingPeer : DeliveryState.AwaitingContact, null),
            RecipientResolution.Own => Accept(SmtpReplies.RecipientOk, command, own.PublicKey, DeliveryState.AwaitingPeer, null),
            RecipientResolution.Stranger stranger => Accept(SmtpReplies.RecipientWillBeAsked, command, stranger.Id.PublicKey, DeliveryState.AwaitingContact, stranger.Id),
            RecipientResolution.Unknown unknown => new RecipientVerdict(SmtpReplies.UnknownRecipient(unknown.Reason), null),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    }

    private static RecipientVerdict Accept(SmtpReply reply, RcptCommand command, PublicKey key, DeliveryState state, ToxId? stranger)
    {
        var recipient = new NewRecipient
        {
            Address = command.Recipient.ToString(),
            PublicKey = key,
            State = state,
            OriginalRecipient = command.OriginalRecipient,
            Notify = command.Notify,
        };
        return new RecipientVerdict(reply, new EnvelopeRecipient(recipient, stranger));
    }
}
