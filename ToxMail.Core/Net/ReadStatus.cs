namespace ToxMail.Core.Net;

/// <summary>How a read from a client ended.</summary>
internal enum ReadStatus
{
    /// <summary>There is something to look at.</summary>
    Ready,

    /// <summary>A line came that is longer than the limit; it is gone.</summary>
    TooLong,

    /// <summary>The client left.</summary>
    Ended,

    /// <summary>The client was silent, or took nothing, for too long.</summary>
    Idle,

    /// <summary>The node is stopping.</summary>
    Stopping,
}
