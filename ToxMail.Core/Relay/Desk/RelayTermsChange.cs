namespace ToxMail.Core.Relay.Desk;

/// <summary>What to settle anew with a contact; null stays as it is.</summary>
public sealed record RelayTermsChange
{
    public bool? Carry { get; init; }

    public bool? IsHidden { get; init; }

    public bool? OwnMail { get; init; }

    public bool? IsStore { get; init; }

    /// <summary>A policy of its own.</summary>
    public ReceiptPolicy? ReceiptPolicy { get; init; }

    /// <summary>Takes the policy of its own away.</summary>
    public bool ForgetsReceiptPolicy { get; init; }
}
