namespace ToxMail.Core.Pop3;

/// <summary>The commands: the rows of <see cref="Pop3StateTable"/>.</summary>
internal enum Pop3Verb
{
    Unknown,
    Capa,
    User,
    Pass,
    Auth,
    Utf8,
    Stls,
    Stat,
    List,
    Uidl,
    Retr,
    Top,
    Dele,
    Rset,
    Noop,
    Quit,
}
