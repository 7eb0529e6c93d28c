namespace ToxMail.Core.Tox;

/// <summary>How a file transfer ended. None of these means that the other program stored anything.</summary>
public enum TransferEnd
{
    /// <summary>All bytes passed.</summary>
    Finished,

    /// <summary>One side cancelled.</summary>
    Cancelled,

    /// <summary>The contact went offline.</summary>
    LinkLost,

    /// <summary>The local stream failed: a full or broken disk.</summary>
    LocalFault,
}
