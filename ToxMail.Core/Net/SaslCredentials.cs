namespace ToxMail.Core.Net;

/// <summary>What a client logged in with.</summary>
internal sealed record SaslCredentials(string AuthorizationId, string UserName, string Password)
{
    /// <summary>Hides the password from logs.</summary>
    public override string ToString() => nameof(SaslCredentials);
}
