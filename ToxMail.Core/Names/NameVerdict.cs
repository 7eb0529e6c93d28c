using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Names;

/// <summary>What is done with mail to a name. Only the first three let it go without the user's word.</summary>
public abstract record NameVerdict
{
    private NameVerdict()
    {
    }

    /// <summary>The name leads to a contact; not yet an accepted one when <paramref name="IsContact"/> is false.</summary>
    public sealed record Deliver(PublicKey PublicKey, bool IsContact) : NameVerdict;

    /// <summary>The name is the user's own.</summary>
    public sealed record Own : NameVerdict;

    /// <summary>Proved: becomes a contact by itself when the mail is sent.</summary>
    public sealed record AddAndDeliver(NewPin Pin) : NameVerdict;

    /// <summary>The mail waits until the user has confirmed the Tox ID.</summary>
    public sealed record Park(ToxId Id, string Why) : NameVerdict;

    /// <summary>No mail can go there; <paramref name="Fault"/> is null when it is not the lookup's.</summary>
    public sealed record Refuse(NameFault? Fault, string Why) : NameVerdict;

    /// <summary>It could not be found out now.</summary>
    public sealed record Later(string Why) : NameVerdict;
}
