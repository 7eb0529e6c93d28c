namespace ToxMail.Web.Api;

/// <summary>To whom a contact is to be introduced.</summary>
/// <param name="To">The other contact's public key.</param>
internal sealed record IntroduceTo(string To);
