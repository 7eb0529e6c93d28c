namespace ToxMail.Core.Store.Schema;

/// <summary>A mail domain of which a name was proved: from then on no answer of it without a proof is believed, whatever became of the contact.</summary>
internal sealed class SignedDomain
{
    /// <summary>In lower case, without the final dot.</summary>
    public required string Domain { get; init; }

    public required DateTimeOffset ProvedAt { get; set; }
}
