using ToxMail.Core.Store.Passwords;

namespace ToxMail.Web.Api;

/// <summary>A mail client's password, without its secret.</summary>
internal sealed record PasswordView(string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? LastClient)
{
    public static PasswordView Of(ClientPassword password) => new(password.Name, password.CreatedAt, password.LastUsedAt, password.LastClient);
}
