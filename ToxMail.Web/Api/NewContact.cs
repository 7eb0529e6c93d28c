namespace ToxMail.Web.Api;

/// <summary>Whom to add: any address of a person, a bare Tox ID or a <c>tox:</c> URI, the own name for it, and what to say in the request.</summary>
internal sealed record NewContact(string Address, string? Alias = null, string? Message = null);
