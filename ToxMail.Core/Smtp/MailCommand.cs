using ToxMail.Core.Addressing;

namespace ToxMail.Core.Smtp;

/// <summary>A MAIL command that was understood.</summary>
internal sealed record MailCommand
{
    internal const string Keyword = "FROM:";
    private const int MaxEnvelopeId = 100;

    private static readonly Dictionary<string, Func<MailCommand, string?, MailCommand?>> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SIZE"] = (mail, value) => Size(value) is { } size ? mail with { AnnouncedSize = size } : null,
        ["BODY"] = (mail, value) => value?.ToUpperInvariant() switch
        {
            "7BIT" or "8BITMIME" => mail,
            "BINARYMIME" => mail with { IsBinary = true },
            _ => null,
        },
        ["SMTPUTF8"] = (mail, value) => value is null ? mail with { IsUtf8 = true } : null,
        ["AUTH"] = (mail, value) => value is "<>" || (value is not null && Xtext.Decode(value) is not null) ? mail : null,
        ["RET"] = (mail, value) => value?.ToUpperInvariant() switch
        {
            "FULL" => mail,
            "HDRS" => mail with { ReturnHeadersOnly = true },
            _ => null,
        },
        ["ENVID"] = (mail, value) => value?.Length <= MaxEnvelopeId && Xtext.Decode(value) is { } id ? mail with { EnvelopeId = id } : null,
    };

    /// <summary>Null for <c>&lt;&gt;</c>.</summary>
    internal required MailAddress? Sender { get; init; }

    /// <summary>SIZE (RFC 1870 4): what the client means to send; capped, as the number may have 20 digits.</summary>
    internal long AnnouncedSize { get; init; }

    /// <summary>BODY=BINARYMIME (RFC 3030 3), which is understood and refused.</summary>
    internal bool IsBinary { get; init; }

    /// <summary>SMTPUTF8 (RFC 6531 3.4).</summary>
    internal bool IsUtf8 { get; init; }

    /// <summary>ENVID, decoded (RFC 3461 4.4).</summary>
    internal string? EnvelopeId { get; init; }

    /// <summary>RET=HDRS (RFC 3461 4.3).</summary>
    internal bool ReturnHeadersOnly { get; init; }

    /// <summary>Reads what follows <c>MAIL</c>; returns the refusal, or null when there is a command.</summary>
    internal static SmtpReply? TryRead(string argument, out MailCommand command)
    {
        command = new MailCommand { Sender = null };
        if (!PathArgument.TryRead(Keyword, argument, out var sender, out var rest))
        {
            return SmtpReplies.BadSenderPath;
        }

        command = command with { Sender = sender };
        var refusal = EsmtpParameters.Apply(rest, Parameters, ref command);
        refusal ??= command.IsBinary ? SmtpReplies.BinaryNotTaken : null;
        return refusal ?? (command.IsUtf8 || PathArgument.IsAscii(sender) ? null : SmtpReplies.NeedsSmtpUtf8);
    }

    private static long? Size(string? value)
    {
        if (value is not { Length: <= 20 } || !value.All(char.IsAsciiDigit))
        {
            return null;
        }

        return long.TryParse(value, out var size) ? size : long.MaxValue;
    }
}
