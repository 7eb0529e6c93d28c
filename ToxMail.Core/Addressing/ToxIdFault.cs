namespace ToxMail.Core.Addressing;

/// <summary>Why a text is not a Tox ID.</summary>
public enum ToxIdFault
{
    None,

    /// <summary>Not 76 hexadecimal digits.</summary>
    NotAToxId,

    /// <summary>The last two bytes are not the XOR of the rest: a digit was mistyped.</summary>
    WrongChecksum,
}
