using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Smtp;

/// <summary>A RCPT command that was understood.</summary>
internal sealed record RcptCommand
{
    internal const string Keyword = "TO:";
    private const string PostmasterPath = $"<{Addressing.Recipient.Postmaster}>";

    private static readonly Dictionary<string, Func<RcptCommand, string?, RcptCommand?>> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NOTIFY"] = (rcpt, value) => ReadNotify(value) is { } notify ? rcpt with { Notify = notify } : null,
        ["ORCPT"] = (rcpt, value) => Smtp.OriginalRecipient.Read(value, rcpt.IsUtf8) is { } original ? rcpt with { OriginalRecipient = original } : null,
    };

    internal required MailAddress Recipient { get; init; }

    /// <summary>Whether its mail has SMTPUTF8 (RFC 6531 3.4).</summary>
    internal bool IsUtf8 { get; init; }

    /// <summary>ORCPT as a notice repeats it (RFC 3461 4.2).</summary>
    internal string? OriginalRecipient { get; init; }

    /// <summary>NOTIFY (RFC 3461 4.1).</summary>
    internal DsnNotify Notify { get; init; }

    /// <summary>Reads what follows <c>RCPT</c>; returns the refusal, or null when there is a command.</summary>
    internal static SmtpReply? TryRead(string argument, OwnIdentity own, bool isUtf8, out RcptCommand command)
    {
        command = new RcptCommand { Recipient = own.Address, IsUtf8 = isUtf8 };
        if (!TryReadPath(argument, own, out var recipient, out var rest) || recipient is null)
        {
            return SmtpReplies.BadRecipientPath;
        }

        command = command with { Recipient = recipient };
        var refusal = EsmtpParameters.Apply(rest, Parameters, ref command);
        return refusal ?? (isUtf8 || PathArgument.IsAscii(recipient) ? null : SmtpReplies.NeedsSmtpUtf8);
    }

    // Postmaster needs no domain (RFC 5321 4.5.1); here that is the user.
    private static bool TryReadPath(string argument, OwnIdentity own, out MailAddress? recipient, out string rest)
    {
        if (PathArgument.After(Keyword, argument) is { } path && path.StartsWith(PostmasterPath, StringComparison.OrdinalIgnoreCase))
        {
            (recipient, rest) = (own.Address, path[PostmasterPath.Length..]);
            return true;
        }

        return PathArgument.TryRead(Keyword, argument, out recipient, out rest);
    }

    private static DsnNotify? ReadNotify(string? value)
    {
        if (string.Equals(value, "NEVER", StringComparison.OrdinalIgnoreCase))
        {
            return DsnNotify.Never;
        }

        var notify = DsnNotify.Default;
        foreach (var word in value?.ToUpperInvariant().Split(',') ?? [])
        {
            DsnNotify? flag = word switch
            {
                "SUCCESS" => DsnNotify.Success,
                "FAILURE" => DsnNotify.Failure,
                "DELAY" => DsnNotify.Delay,
                _ => null,
            };
            if (flag is null)
            {
                return null;
            }

            notify |= flag.Value;
        }

        return notify == DsnNotify.Default ? null : notify;
    }
}
