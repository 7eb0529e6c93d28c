namespace ToxMail.Core.Relay.Sealing;

/// <summary>What lies in an envelope; the numbers are in its sealed part.</summary>
internal enum EnvelopeKind : byte
{
    /// <summary>A whole parcel.</summary>
    Mail = 1,

    /// <summary>Ids of mails that arrived, each with a status.</summary>
    Receipt = 2,

    /// <summary>A piece of a parcel that does not fit into one envelope.</summary>
    Chunk = 3,

    /// <summary>Prekeys.</summary>
    Keys = 4,

    /// <summary>A first letter to somebody who is not a contact.</summary>
    Intro = 5,

    /// <summary>Nothing: it is there to be seen.</summary>
    Dummy = 6,

    /// <summary>Word of a mail that is too large to be carried.</summary>
    Manifest = 7,
}
