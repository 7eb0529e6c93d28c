namespace ToxMail.Web.Api;

/// <summary>How to accept a request.</summary>
internal sealed record RequestAnswer(string? Alias = null);
