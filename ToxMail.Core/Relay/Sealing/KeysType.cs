namespace ToxMail.Core.Relay.Sealing;

/// <summary>First byte of a KEYS body: <c>docs/protocol.md</c> §5.1.</summary>
internal enum KeysType : byte
{
    /// <summary>IK, SK and the binding to the Tox key.</summary>
    Identity = 1,

    /// <summary>Fresh keys to agree with.</summary>
    Offer = 2,

    /// <summary>The X-Wing ciphertext for an offer.</summary>
    Answer = 3,

    /// <summary>Both have the generation; or: it is sealed with from now on.</summary>
    Confirm = 4,

    /// <summary>Which of the other's prekeys are unused.</summary>
    Have = 5,

    /// <summary>Prekeys.</summary>
    Prekeys = 6,
}
