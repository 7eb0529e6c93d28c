namespace ToxMail.Core.Addressing;

/// <summary>Who this node is: its Tox ID and the mail addresses that follow from it.</summary>
public sealed record OwnIdentity(ToxId Id)
{
    /// <summary>The node's public key.</summary>
    public PublicKey PublicKey => Id.PublicKey;

    /// <summary>The address that other people see and answer to: <c>&lt;key&gt;@tox.alt</c>.</summary>
    public MailAddress Address => AddressOf(PublicKey);

    /// <summary>The address of any key.</summary>
    public static MailAddress AddressOf(PublicKey key) =>
        MailAddress.TryCreate(key.ToString(), Recipient.Zone, out var address) ? address : throw new InvalidOperationException("A key is a valid local part.");

    /// <summary>True when mail to or from this address is the user's own.</summary>
    public bool Owns(MailAddress address) => Recipient.Of(address) switch
    {
        Recipient.ByAlias alias => Recipient.IsOwnAlias(alias.Name),
        Recipient.ByKey key => key.PublicKey == PublicKey,
        Recipient.ById full => full.Id.PublicKey == PublicKey,
        _ => false,
    };
}
