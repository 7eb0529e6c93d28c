namespace ToxMail.Web.Api;

/// <summary>Whom to add: any address of a person, a bare Tox ID, a <c>tox:</c> URI or a mail card (<c>toxmail:</c>), the own name for it, and what to say in the request.</summary>
/// <param name="Address">The address.</param>
/// <param name="Alias">The own name.</param>
/// <param name="Message">What to say.</param>
/// <param name="ToxId">For a name that nothing proves: the Tox ID that was found, as a sign that the user accepts it.</param>
internal sealed record NewContact(string Address, string? Alias = null, string? Message = null, string? ToxId = null);
