using System.Buffers.Text;
using System.Text;

namespace ToxMail.Core.Net;

/// <summary>The server's side of one login (RFC 4422), as SMTP (RFC 4954) and POP3 (RFC 5034) carry it: lines of base64, <c>*</c> to cancel.</summary>
internal sealed class SaslExchange(SaslMechanism mechanism)
{
    private const string UserNamePrompt = "VXNlcm5hbWU6";
    private const string PasswordPrompt = "UGFzc3dvcmQ6";

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private string? _userName;

    /// <summary>Begins, with the initial response if the client sent one; <c>=</c> is an empty one.</summary>
    internal SaslStep Start(ReadOnlySpan<byte> initialResponse) => initialResponse switch
    {
        [] => new SaslStep.Challenge(mechanism == SaslMechanism.Login ? UserNamePrompt : string.Empty),
        [(byte)'='] => Take([]),
        _ => Next(initialResponse),
    };

    /// <summary>Goes on with the client's answer to a challenge.</summary>
    internal SaslStep Next(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'*'])
        {
            return new SaslStep.Cancelled();
        }

        // The decoder skips white space, which RFC 4648 3.3 forbids unless a protocol asks for it.
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(line.Length)];
        return line.IndexOfAny(" \t\r\n"u8) < 0
            && Base64.DecodeFromUtf8(line, decoded, out var taken, out var written) == System.Buffers.OperationStatus.Done
            && taken == line.Length
                ? Take(decoded.AsSpan(0, written))
                : new SaslStep.Malformed();
    }

    private SaslStep Take(ReadOnlySpan<byte> response)
    {
        try
        {
            var text = StrictUtf8.GetString(response);
            return mechanism == SaslMechanism.Plain ? TakePlain(text) : TakeLogin(text);
        }
        catch (DecoderFallbackException)
        {
            return new SaslStep.Malformed();
        }
    }

    private static SaslStep TakePlain(string text) => text.Split('\0') is [var authorizationId, { Length: > 0 } userName, { Length: > 0 } password]
        ? new SaslStep.Complete(new SaslCredentials(authorizationId, userName, password))
        : new SaslStep.Malformed();

    private SaslStep TakeLogin(string text)
    {
        if (_userName is null)
        {
            _userName = text;
            return new SaslStep.Challenge(PasswordPrompt);
        }

        return new SaslStep.Complete(new SaslCredentials(string.Empty, _userName, text));
    }
}
