namespace ToxMail.Core.Pop3;

/// <summary>How far a session has come (RFC 1939 3): the columns of <see cref="Pop3StateTable"/>.</summary>
internal enum Pop3State
{
    Authorization,
    Transaction,
}
