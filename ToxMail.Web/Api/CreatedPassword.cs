using ToxMail.Core.Store.Passwords;

namespace ToxMail.Web.Api;

/// <summary>A password just made: shown this once.</summary>
internal sealed record CreatedPassword(string Name, string Username, string Password)
{
    public static CreatedPassword Of(NewClientPassword made) => new(made.Name, made.Username, made.Password);

    /// <inheritdoc />
    public override string ToString() => Name;
}
