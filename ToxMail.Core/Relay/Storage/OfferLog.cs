namespace ToxMail.Core.Relay.Storage;

/// <summary>What is true of the offer log as a whole.</summary>
internal sealed class OfferLog
{
    /// <summary>The one row there is.</summary>
    public const int Only = 1;

    public required int Id { get; init; }

    public required ulong StoreId { get; init; }

    public required ulong Head { get; init; }
}
