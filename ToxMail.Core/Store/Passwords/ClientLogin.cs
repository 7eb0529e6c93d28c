namespace ToxMail.Core.Store.Passwords;

/// <summary>A mail client's right to the mailbox, which ends when the user revokes the password it came in with.</summary>
public sealed class ClientLogin
{
    private readonly Func<bool> _isRevoked;

    internal ClientLogin(Func<bool> isRevoked) => _isRevoked = isRevoked;

    /// <summary>To be asked before each command.</summary>
    public bool IsRevoked => _isRevoked();
}
