namespace ToxMail.Web.Api;

/// <summary>The new key of a name, as a sign that the user saw it.</summary>
internal sealed record TakenKey(string PublicKey);
