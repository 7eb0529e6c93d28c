namespace ToxMail.Web.Api;

/// <summary>A way into the dashboard that works once.</summary>
internal sealed record LoginLink(string Url, DateTimeOffset ExpiresAt)
{
    /// <summary>The URL stays out of logs.</summary>
    public override string ToString() => nameof(LoginLink);
}
