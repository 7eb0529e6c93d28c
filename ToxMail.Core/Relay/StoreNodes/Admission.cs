using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>
/// Takes contact requests: one that asks this store node for a place, and has paid for it, is granted at once while there is room; all others, and those that
/// cannot be granted, wait for the user.
/// </summary>
internal sealed class Admission(Contacts contacts, RelayConfiguration configuration, TimeProvider time)
{
    /// <summary>Checking a stamp takes 6 ms; who is not heard now asks again by itself.</summary>
    private readonly CheckBudget _checks = new(time);

    /// <param name="instance">The number of the instance of ours that was asked.</param>
    /// <param name="asked">Its key.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="message">His text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task TakeAsync(int instance, PublicKey asked, PublicKey asker, string message, CancellationToken cancellationToken)
    {
        if (!JoinText.IsOne(message))
        {
            await contacts.RecordRequestAsync(asker, message, instance, JoinFault.None, cancellationToken);
            return;
        }

        var options = configuration.Current;
        if (options.Mode != RelayMode.Store)
        {
            await contacts.RecordRequestAsync(asker, message, instance, JoinFault.NoStore, cancellationToken);
        }
        else if (_checks.TryTake())
        {
            await (IsPaid(asked, asker, message)
                ? contacts.AdmitAsync(asker, message, instance, options.MaxMembers, cancellationToken)
                : contacts.RecordRequestAsync(asker, message, instance, JoinFault.BadStamp, cancellationToken));
        }
    }

    private static bool IsPaid(PublicKey asked, PublicKey asker, string message) =>
        JoinText.Read(message) is { } stamp && JoinStamp.IsGood(asker, asked, stamp);
}
