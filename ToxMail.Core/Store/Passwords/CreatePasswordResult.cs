namespace ToxMail.Core.Store.Passwords;

/// <summary>What became of the wish for a new client password.</summary>
public abstract record CreatePasswordResult
{
    private CreatePasswordResult()
    {
    }

    public sealed record Created(NewClientPassword Password) : CreatePasswordResult;

    public sealed record NameTaken : CreatePasswordResult;

    /// <summary>Empty, longer than 64 characters, with control characters or <c>%2F</c>, or <c>.</c> or <c>..</c>.</summary>
    public sealed record BadName : CreatePasswordResult;
}
