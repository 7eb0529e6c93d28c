using ToxMail.Core.Store.Relaying;

namespace ToxMail.Web.Api;

/// <summary>A mail that a contact has for us and that is too large to be carried: it comes when both are online.</summary>
/// <param name="SizeBytes">Octets of the mail.</param>
/// <param name="Written">When it was sent.</param>
/// <param name="Until">When its author's node gives up.</param>
internal sealed record ExpectedMailView(long SizeBytes, DateTimeOffset Written, DateTimeOffset Until)
{
    public static ExpectedMailView Of(ExpectedMail mail) => new(mail.SizeBytes, mail.Written, mail.Until);
}
