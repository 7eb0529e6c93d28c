using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>What the addresses in a mail mean to the user who sends it.</summary>
internal static class OwnAddresses
{
    /// <summary>The key address that stands for an alias outside this node; null for every other address and for an unknown alias.</summary>
    internal static MailAddress? KeyAddressOf(MailAddress address, SubmissionContext context)
    {
        if (Recipient.Of(address) is not Recipient.ByAlias alias)
        {
            return null;
        }

        return context.Own.Owns(address) ? context.Own.Address
            : context.FindAlias(alias.Name) is { } key ? OwnIdentity.AddressOf(key)
            : null;
    }

    /// <summary>True when the user may write mail under this address.</summary>
    internal static bool MaySendAs(MailAddress address, SubmissionContext context) =>
        context.Own.Owns(address)
        || KeyAddressOf(address, context) == context.Own.Address
        || (Recipient.Of(address) is Recipient.ByName && context.IsOwnName(address));
}
