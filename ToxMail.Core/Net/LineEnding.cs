namespace ToxMail.Core.Net;

/// <summary>What ends a line.</summary>
internal enum LineEnding
{
    /// <summary>CRLF alone (RFC 5321 2.3.8); a single CR or LF is part of the line.</summary>
    CrLf,

    /// <summary>LF, with or without a CR before it.</summary>
    AnyLf,
}
