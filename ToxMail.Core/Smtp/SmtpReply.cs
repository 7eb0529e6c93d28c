using System.Globalization;

namespace ToxMail.Core.Smtp;

/// <summary>
/// One answer of the server (RFC 5321 4.2) with its enhanced status code (RFC 2034), which greetings, challenges and "go on" answers do not have.
/// </summary>
internal sealed record SmtpReply(int Code, string? Enhanced, params IReadOnlyList<string> Lines)
{
    /// <summary>Whether the client did something wrong in form or order, as opposed to asking for what cannot be.</summary>
    internal bool IsProtocolError => Code is >= 500 and <= 504 or 530 or 555;

    /// <summary>Whether the connection ends after it.</summary>
    internal bool Closes { get; init; } = Code is 221 or 421;

    /// <summary>The reply as it is sent.</summary>
    public override string ToString() => string.Concat(Lines.Select((line, index) => Format(line, index == Lines.Count - 1)));

    private string Format(string line, bool last) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Code}{(last ? ' ' : '-')}{Enhanced}{(Enhanced is null ? string.Empty : " ")}{line}\r\n");
}
