using System.Globalization;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>How many receipt envelopes may leave to a contact today, whatever restarts there are: kept are the day and, for each that left, whom it was for.</summary>
internal sealed class ReceiptBudget(KeptSettings settings, TimeProvider time)
{
    private const string Name = "receipts";

    private string Today => Days.Of(time.GetUtcNow()).ToString(CultureInfo.InvariantCulture);

    private string[] Sent => settings.Find(Name)?.Split(' ') is [var day, .. var sent] && day == Today ? sent : [];

    internal bool Allows(PublicKey contact) => Sent.Count(sent => sent == contact.ToString()) < ReceiptPlan.MostPerContactAndDay;

    /// <summary>One leaves, or, counted as leaving, could not. Durable when it ends.</summary>
    /// <param name="contact">Whom it is for.</param>
    /// <param name="by">1 or -1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk is full or broken; what counts is what counted before.</exception>
    internal Task CountAsync(PublicKey contact, int by, CancellationToken cancellationToken)
    {
        var sent = Sent.ToList();
        if (by > 0)
        {
            sent.Add(contact.ToString());
        }
        else
        {
            sent.Remove(contact.ToString());
        }

        return settings.SaveAsync(Name, string.Join(' ', [Today, .. sent]), cancellationToken);
    }
}
