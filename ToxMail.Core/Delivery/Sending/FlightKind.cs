namespace ToxMail.Core.Delivery.Sending;

/// <summary>How parcels travel: <c>docs/protocol.md</c> §3.</summary>
internal enum FlightKind
{
    /// <summary>One small parcel in a few packets.</summary>
    Inline,

    /// <summary>Many small parcels as one file.</summary>
    Bundle,

    /// <summary>One large parcel as one file.</summary>
    Large,
}
