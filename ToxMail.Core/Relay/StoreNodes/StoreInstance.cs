using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>A Tox instance of this store node and its load.</summary>
public sealed record StoreInstance
{
    /// <summary>From 1, the user's own node.</summary>
    public required int Number { get; init; }

    /// <summary>Null while it does not run.</summary>
    public required ToxId? Id { get; init; }

    public required ToxConnection Connection { get; init; }

    public required int Members { get; init; }

    /// <summary>It has as many members as it takes: who asks it for a place waits for the user and hears nothing.</summary>
    public required bool IsFull { get; init; }

    public required int Online { get; init; }

    /// <summary>Bytes taken from its members since midnight UTC.</summary>
    public required long InToday { get; init; }

    /// <summary>Bytes handed to them.</summary>
    public required long OutToday { get; init; }

    /// <summary>Why it does not run.</summary>
    public required string? Fault { get; init; }
}
