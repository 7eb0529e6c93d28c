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

    /// <summary>One leaves. Durable when it ends.</summary>
    /// <exception cref="IOException">The disk is full or broken; it is not counted.</exception>
    internal Task CountAsync(PublicKey contact, CancellationToken cancellationToken) =>
        settings.SaveAsync(Name, string.Join(' ', [Today, .. Sent, contact.ToString()]), cancellationToken);
}
