namespace ToxMail.Core.Store.Outgoing;

/// <summary>When the sender wants to be told (RFC 3461 4.1). The numbers are stored: add, never renumber.</summary>
[Flags]
public enum DsnNotify
{
    /// <summary>Not said: failures, and delays as this node sees fit.</summary>
    Default = 0,
    Never = 1,
    Success = 2,
    Failure = 4,
    Delay = 8,
}
