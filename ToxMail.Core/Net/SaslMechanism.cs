namespace ToxMail.Core.Net;

/// <summary>The ways to log in.</summary>
internal enum SaslMechanism
{
    /// <summary>RFC 4616.</summary>
    Plain,

    /// <summary>Never standardised, but all that some clients know: the server asks for the name, then for the password.</summary>
    Login,
}
