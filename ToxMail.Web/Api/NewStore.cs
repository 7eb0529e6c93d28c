namespace ToxMail.Web.Api;

/// <summary>The store node to ask for a place.</summary>
/// <param name="Address">Its Tox ID, or a link to it.</param>
/// <param name="Name">The own name for it.</param>
internal sealed record NewStore(string Address, string? Name = null);
