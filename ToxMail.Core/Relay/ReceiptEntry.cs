using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Core.Relay;

/// <summary>What a receipt says of one mail.</summary>
internal readonly record struct ReceiptEntry(MailId MailId, ReceiptStatus Status);
