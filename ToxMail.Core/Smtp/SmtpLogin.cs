using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;
using ToxMail.Core.Store.Passwords;

namespace ToxMail.Core.Smtp;

/// <summary>The AUTH command (RFC 4954) of one session, with the memory of its failures.</summary>
internal sealed partial class SmtpLogin(LineConnection connection, ClientPasswords passwords, bool requirePassword, SmtpLimits limits, TimeProvider time, ILogger logger)
{
    private readonly SaslDialogue _dialogue = new(connection, new LineReader(limits.AuthLine, LineEnding.CrLf), "334");
    private int _failures;
    private ClientLogin? _granted;

    /// <summary>Whether the password that let the client in is no longer one.</summary>
    internal bool IsRevoked => _granted is { IsRevoked: true };

    /// <summary>Carries out <c>AUTH</c> with its argument; null when the connection ended.</summary>
    internal async Task<SmtpReply?> RunAsync(string argument, string client, CancellationToken cancellationToken)
    {
        if (argument.Length == 0)
        {
            return SmtpReplies.ArgumentMissing;
        }

        var words = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        SaslMechanism? mechanism = words[0].ToUpperInvariant() switch
        {
            "PLAIN" => SaslMechanism.Plain,
            "LOGIN" => SaslMechanism.Login,
            _ => null,
        };
        if (mechanism is null)
        {
            return SmtpReplies.UnknownMechanism;
        }

        return await _dialogue.RunAsync(mechanism.Value, words.ElementAtOrDefault(1) ?? string.Empty, cancellationToken) switch
        {
            SaslStep.Complete complete => await VerifyAsync(complete.Credentials, client, cancellationToken),
            SaslStep.Cancelled => SmtpReplies.LoginCancelled,
            null => null,
            _ => SmtpReplies.LoginMalformed,
        };
    }

    private async Task<SmtpReply> VerifyAsync(SaslCredentials credentials, string client, CancellationToken cancellationToken)
    {
        if (!requirePassword)
        {
            // As POP3 does: some programs insist on a login.
            return SmtpReplies.LoggedIn;
        }

        try
        {
            if (credentials.ActsAsItself && await passwords.LogInAsync(credentials.UserName, credentials.Password, $"{client}, {connection.Describe("SMTP")}", cancellationToken) is { } granted)
            {
                _granted = granted;
                return SmtpReplies.LoggedIn;
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            return SmtpReplies.LoginUnavailable;
        }

        _failures++;
        await Task.Delay(limits.FailedLoginDelay * _failures, time, cancellationToken);
        return _failures >= limits.FailedLogins ? SmtpReplies.TooManyFailedLogins : SmtpReplies.LoginFailed;
    }

    [LoggerMessage(LogLevel.Error, "A password could not be checked.")]
    private partial void LogFailed(Exception fault);
}
