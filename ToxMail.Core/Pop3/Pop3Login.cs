using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;
using ToxMail.Core.Store.Passwords;

namespace ToxMail.Core.Pop3;

/// <summary>USER, PASS and AUTH (RFC 1939 7, RFC 5034) of one session, with the memory of its failures.</summary>
internal sealed partial class Pop3Login(LineConnection connection, ClientPasswords passwords, bool requirePassword, Pop3Limits limits, TimeProvider time, ILogger logger)
{
    private readonly SaslDialogue _dialogue = new(connection, new LineReader(limits.AuthLine, LineEnding.AnyLf), "+");
    private string _userName = string.Empty;
    private int _failures;
    private ClientLogin? _granted;

    /// <summary>Whether the password that let the client in is no longer one.</summary>
    internal bool IsRevoked => _granted is { IsRevoked: true };

    /// <summary>Any name is taken: whether it exists only shows together with the password.</summary>
    internal Pop3Reply User(string name)
    {
        _userName = name.Trim(' ');
        return _userName.Length == 0 ? Pop3Replies.BadArguments : Pop3Replies.NameTaken;
    }

    /// <summary>Takes back what USER said.</summary>
    internal void Forget() => _userName = string.Empty;

    /// <summary>The reply, which is <see cref="Pop3Replies.LoggedIn"/> when the login is right.</summary>
    internal async Task<Pop3Reply?> PassAsync(string password, CancellationToken cancellationToken) =>
        _userName.Length == 0
            ? Pop3Replies.NameFirst
            : await VerifyAsync(new SaslCredentials(string.Empty, _userName, password), cancellationToken);

    /// <summary>As <see cref="PassAsync"/>; null when the connection ended.</summary>
    internal async Task<Pop3Reply?> AuthAsync(string[] words, CancellationToken cancellationToken)
    {
        if (words.Length > 2 || !string.Equals(words[0], "PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            return Pop3Replies.UnknownMechanism;
        }

        return await _dialogue.RunAsync(SaslMechanism.Plain, words.ElementAtOrDefault(1) ?? string.Empty, cancellationToken) switch
        {
            SaslStep.Complete complete => await VerifyAsync(complete.Credentials, cancellationToken),
            SaslStep.Cancelled => Pop3Replies.LoginCancelled,
            null => null,
            _ => Pop3Replies.LoginMalformed,
        };
    }

    private async Task<Pop3Reply> VerifyAsync(SaslCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            if (!requirePassword || await IsRightAsync(credentials, cancellationToken))
            {
                return Pop3Replies.LoggedIn;
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            return Pop3Replies.StorageFailed;
        }

        _userName = string.Empty;
        _failures++;
        await Task.Delay(limits.FailedLoginDelay * _failures, time, cancellationToken);
        return _failures >= limits.FailedLogins ? Pop3Replies.TooManyFailedLogins : Pop3Replies.LoginFailed;
    }

    private async Task<bool> IsRightAsync(SaslCredentials credentials, CancellationToken cancellationToken) =>
        credentials.ActsAsItself
        && (_granted = await passwords.LogInAsync(credentials.UserName, credentials.Password, connection.Describe("POP3"), cancellationToken)) is not null;

    [LoggerMessage(LogLevel.Error, "A password could not be checked.")]
    private partial void LogFailed(Exception fault);
}
