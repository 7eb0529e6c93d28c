using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Smtp;

/// <summary>Decides at RCPT whether mail can go to an address, so that its writer learns at once instead of by a later notice.</summary>
internal sealed class RecipientJudge(Contacts contacts, NameDirectory names, OwnIdentity own)
{
    /// <summary>The reply, and the recipient when it is a yes. Only a name takes longer than a look into the database.</summary>
    internal async Task<RecipientVerdict> JudgeAsync(RcptCommand command, CancellationToken cancellationToken)
    {
        if (Recipient.Of(command.Recipient) is Recipient.ByName)
        {
            return Judge(command, await names.ResolveAsync(command.Recipient, cancellationToken));
        }

        return contacts.Resolve(command.Recipient) switch
        {
            RecipientResolution.Known known => Known(command, known.PublicKey, known.IsContact),
            RecipientResolution.Own => Known(command, own.PublicKey, isContact: true),
            RecipientResolution.Stranger { Id: var id } => Accept(SmtpReplies.RecipientWillBeAsked, New(command, id.PublicKey, DeliveryState.AwaitingContact), stranger: id),
            RecipientResolution.Unknown unknown => new RecipientVerdict(SmtpReplies.UnknownRecipient(unknown.Reason), null),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    }

    /// <summary>Whether it still is as it was judged: the user may have removed or blocked the contact since. One whose name waits for his word is none yet.</summary>
    internal bool StillStands(NewRecipient recipient) => recipient.State == DeliveryState.AwaitingConfirmation || contacts.MayBeWrittenTo(recipient.PublicKey);

    private RecipientVerdict Judge(RcptCommand command, NameVerdict verdict) => verdict switch
    {
        NameVerdict.Own => Known(command, own.PublicKey, isContact: true),
        NameVerdict.Deliver deliver => Known(command, deliver.PublicKey, deliver.IsContact),
        NameVerdict.AddAndDeliver { Pin: var pin } => Accept(SmtpReplies.RecipientWillBeAsked, New(command, pin.Id.PublicKey, DeliveryState.AwaitingContact), pin: pin),
        NameVerdict.Park park => Accept(SmtpReplies.RecipientToConfirm, Parked(command, park)),
        NameVerdict.Later later => new RecipientVerdict(SmtpReplies.NameNotKnownYet(later.Why), null),
        NameVerdict.Refuse refuse => new RecipientVerdict(SmtpReplies.NameRefused(refuse.Fault, refuse.Why), null),
        _ => throw new InvalidOperationException($"{verdict.GetType().Name} is no verdict."),
    };

    private static RecipientVerdict Known(RcptCommand command, PublicKey key, bool isContact) =>
        Accept(SmtpReplies.RecipientOk, New(command, key, isContact ? DeliveryState.AwaitingPeer : DeliveryState.AwaitingContact));

    private static NewRecipient Parked(RcptCommand command, NameVerdict.Park park) =>
        New(command, park.Id.PublicKey, DeliveryState.AwaitingConfirmation) with { FoundNospam = park.Id.Nospam, Why = NameWords.Sentence(park.Why) };

    private static RecipientVerdict Accept(SmtpReply reply, NewRecipient recipient, ToxId? stranger = null, NewPin? pin = null) =>
        new(reply, new EnvelopeRecipient(recipient, stranger, pin));

    private static NewRecipient New(RcptCommand command, PublicKey key, DeliveryState state) => new()
    {
        Address = command.Recipient.ToString(),
        PublicKey = key,
        State = state,
        OriginalRecipient = command.OriginalRecipient,
        Notify = command.Notify,
    };
}
