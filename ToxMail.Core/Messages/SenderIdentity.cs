using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Which addresses belong to the key that a mail came from.</summary>
internal static class SenderIdentity
{
    internal static bool Owns(MailAddress address, ArrivalContext context) => Recipient.Of(address) switch
    {
        Recipient.ByKey key => key.PublicKey == context.Sender,
        Recipient.ById full => full.Id.PublicKey == context.Sender,
        Recipient.ByName => context.IsSenderName(address),

        // An alias is the sender's name for someone, and here it would be ours for someone else.
        _ => false,
    };

    /// <summary>The sender's return address, empty for a notice.</summary>
    internal static string ReturnPath(ArrivalContext context) =>
        context.ReturnPath.Length == 0 ? string.Empty
        : MailAddress.TryParse(context.ReturnPath, out var address)
            && Owns(address, context)
            && HeaderText.Printable(context.ReturnPath) == context.ReturnPath ? address.ToString()
        : OwnIdentity.AddressOf(context.Sender).ToString();
}
