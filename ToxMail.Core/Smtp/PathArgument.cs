using ToxMail.Core.Addressing;

namespace ToxMail.Core.Smtp;

/// <summary>The part that MAIL and RCPT have in common: a keyword with its colon, then a path.</summary>
internal static class PathArgument
{
    /// <summary>Reads both; <paramref name="rest"/> is what follows the path. A space after the colon, which many scripts send, is let pass.</summary>
    internal static bool TryRead(string keyword, string argument, out MailAddress? address, out string rest)
    {
        (address, rest) = (null, string.Empty);
        if (After(keyword, argument) is not { } path || !SmtpPath.TryRead(path, out address, out var length))
        {
            return false;
        }

        rest = path[length..];
        return true;
    }

    /// <summary>The path and what follows it; null without the keyword.</summary>
    internal static string? After(string keyword, string argument) =>
        argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase) ? argument[keyword.Length..].TrimStart(' ') : null;

    /// <summary>Whether the address can be written without SMTPUTF8.</summary>
    internal static bool IsAscii(MailAddress? address) => address is null || System.Text.Ascii.IsValid(address.ToString());
}
