using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>What a recipient's address leads to.</summary>
public abstract record RecipientResolution
{
    private RecipientResolution()
    {
    }

    /// <summary>A contact; not yet an accepted one when <paramref name="IsContact"/> is false.</summary>
    public sealed record Known(PublicKey PublicKey, bool IsContact) : RecipientResolution;

    /// <summary>No contact yet, but the full Tox ID allows to ask to become one; asked already, perhaps, but by another Tox ID.</summary>
    public sealed record Stranger(ToxId Id) : RecipientResolution;

    /// <summary>The user.</summary>
    public sealed record Own : RecipientResolution;

    /// <summary>Nobody that can be written to; the reason is for the client, in ASCII.</summary>
    public sealed record Unknown(string Reason) : RecipientResolution;
}
