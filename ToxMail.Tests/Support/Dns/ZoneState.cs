namespace ToxMail.Tests.Support.Dns;

/// <summary>How a zone of the signed world is served.</summary>
public enum ZoneState
{
    /// <summary>Never signed; its parent has no DS for it.</summary>
    Insecure,

    /// <summary>Signed, as it should be.</summary>
    Secure,

    /// <summary>The parent's DS says it is signed, and all signatures and keys are left out: what an attacker on the way makes of it.</summary>
    Stripped,

    /// <summary>The parent's DS says it is signed, and after signing tarek's Tox ID was replaced by bob's.</summary>
    Forged,
}
