namespace ToxMail.Core.Store;

/// <summary>The passwords of the user's mail clients, one each: made here, shown once, stored salted and hashed.</summary>
public sealed class ClientPasswords
{
    /// <summary>The user name that always works.</summary>
    public const string Username = "me";

    /// <summary>Makes a password for a client with this name.</summary>
    public Task<CreatePasswordResult> CreateAsync(string name, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<ClientPassword>> ListAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>True when there was one.</summary>
    public Task<bool> RemoveAsync(string name, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>True when the user name is the user's (<c>me</c> or an own address) and the password one of theirs; <paramref name="client"/> is a label kept for the dashboard.</summary>
    public Task<bool> VerifyAsync(string username, string password, string? client, CancellationToken ct) => throw new NotImplementedException();
}
