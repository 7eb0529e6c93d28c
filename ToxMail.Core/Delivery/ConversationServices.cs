using Microsoft.Extensions.Logging;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Relay;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>What every conversation of this node shares.</summary>
internal sealed record ConversationServices(
    Outbox Outbox,
    Contacts Contacts,
    ParcelPreparation Preparation,
    AttemptRecorder Recorder,
    UnwantedMail Unwanted,
    MailReceiver Receiver,
    MemberMail MemberMail,
    RelayService Relay,
    MailOptions MailOptions,
    TimeProvider Time,
    ILogger<Conversation> Logger)
{
    /// <summary>What the HELLO says of this program.</summary>
    internal string Program { get; } = $"ToxMail {typeof(ConversationServices).Assembly.GetName().Version?.ToString(3)}";
}
