using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Names;

/// <summary>What became of a name the user wants as a contact.</summary>
public abstract record AddNameResult
{
    private AddNameResult()
    {
    }

    /// <summary>It leads to a Tox ID that the user may have; <paramref name="Result"/> says what became of that.</summary>
    public sealed record Judged(PublicKey PublicKey, AddContactResult Result) : AddNameResult;

    /// <summary>Nothing proves the Tox ID: the user has to name it to accept it.</summary>
    public sealed record NotProved(ToxId Found, string Why) : AddNameResult;

    /// <summary>Nothing usable was found.</summary>
    public sealed record NotFound(NameFinding Finding) : AddNameResult;
}
