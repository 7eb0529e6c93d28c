using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>A store node that is about to be asked for a place.</summary>
public sealed record StoreJoin
{
    public required ToxId Store { get; init; }

    /// <summary>The user's name for it.</summary>
    public required string? Alias { get; init; }

    /// <summary>Tries made for the stamp; about 1,024 are needed, and one may need several times that.</summary>
    public required int Tries { get; init; }

    /// <summary>How likely a stamp is found with so many tries, from 0 to 1.</summary>
    public double Likelihood => 1 - Math.Exp(-Tries / (double)JoinStamp.Tries);

    public bool IsWorkedOn => Refusal is null && Fault is null;

    /// <summary>Why it could not be asked; null: it is being worked on.</summary>
    public required AddContactResult? Refusal { get; init; }

    /// <summary>A fault of this machine, such as a full disk.</summary>
    public required string? Fault { get; init; }
}
