namespace ToxMail.Web.Api;

/// <summary>How mail is carried for a contact; what is not named stays as it is.</summary>
internal sealed record ContactRelay(bool? Carry = null, bool? Hidden = null, string? ReceiptPolicy = null);
