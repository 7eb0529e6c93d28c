namespace ToxMail.Web.Api;

/// <summary>To whom a contact is to be introduced.</summary>
/// <param name="To">The other contact's public key.</param>
/// <param name="Name">What the contact is called in the mail to the other; what he calls himself when left out.</param>
/// <param name="ToName">What the other is called in the mail to the contact.</param>
internal sealed record IntroduceTo(string To, string? Name = null, string? ToName = null);
