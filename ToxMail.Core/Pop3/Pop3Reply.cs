namespace ToxMail.Core.Pop3;

/// <summary>The status line of an answer (RFC 1939 3), with its response code (RFC 2449 8) in the text.</summary>
internal sealed record Pop3Reply(bool Success, string Text, bool Closes = false)
{
    /// <summary>The reply as it is sent.</summary>
    public override string ToString() => $"{(Success ? "+OK" : "-ERR")} {Text}\r\n";
}
