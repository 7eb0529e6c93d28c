namespace ToxMail.Core.Net;

/// <summary>What a client logged in with.</summary>
internal sealed record SaslCredentials(string AuthorizationId, string UserName, string Password)
{
    /// <summary>Whether the client asks for no other identity than its own (RFC 4616 2); there is no other here.</summary>
    internal bool ActsAsItself => AuthorizationId.Length == 0 || string.Equals(AuthorizationId, UserName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Hides the password from logs.</summary>
    public override string ToString() => nameof(SaslCredentials);
}
