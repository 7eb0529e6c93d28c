namespace ToxMail.Core.Net;

/// <summary>What comes next in a <see cref="SaslExchange"/>.</summary>
internal abstract record SaslStep
{
    private SaslStep()
    {
    }

    /// <summary>Ask the client for more; <paramref name="Text"/> is in base64 already.</summary>
    internal sealed record Challenge(string Text) : SaslStep;

    /// <summary>All was said; whether it is right is for the caller to judge.</summary>
    internal sealed record Complete(SaslCredentials Credentials) : SaslStep;

    /// <summary>The client changed its mind.</summary>
    internal sealed record Cancelled : SaslStep;

    /// <summary>The answer is no base64, or not what the mechanism wants.</summary>
    internal sealed record Malformed : SaslStep;
}
