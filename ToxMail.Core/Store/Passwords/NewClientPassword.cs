namespace ToxMail.Core.Store.Passwords;

/// <summary>A password just made: the only time that it is known in plain.</summary>
public sealed record NewClientPassword(string Name, string Username, string Password)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
