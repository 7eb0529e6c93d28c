namespace ToxMail.Web.Api;

/// <summary>Which mail client a password is for.</summary>
internal sealed record NewPassword(string Name);
