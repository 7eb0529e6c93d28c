using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Passwords;
using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary>The passwords of a folder that no node holds.</summary>
internal sealed class StoredPasswords : IPasswordBook
{
    private readonly DataDirectory _directory;
    private readonly MailStore _store;

    private StoredPasswords(DataDirectory directory, MailStore store)
    {
        _directory = directory;
        _store = store;
    }

    /// <summary>Takes over the folder.</summary>
    public static async Task<StoredPasswords> OpenAsync(DataDirectory directory, CancellationToken cancellationToken)
    {
        var own = await IdCommand.CreateAsync(directory);
        var store = new MailStore(directory, own, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await store.PrepareAsync(cancellationToken);
        return new StoredPasswords(directory, store);
    }

    public async Task<CreatedPassword> AddAsync(string name, CancellationToken cancellationToken) => await _store.Passwords.CreateAsync(name, cancellationToken) switch
    {
        CreatePasswordResult.Created made => CreatedPassword.Of(made.Password),
        CreatePasswordResult.NameTaken => throw new IOException(PasswordsApi.NameTaken),
        _ => throw new IOException(PasswordsApi.BadName),
    };

    public async Task<IReadOnlyList<PasswordView>> ListAsync(CancellationToken cancellationToken) => [.. (await _store.Passwords.ListAsync(cancellationToken)).Select(PasswordView.Of)];

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!await _store.Passwords.RemoveAsync(name, cancellationToken))
        {
            throw new IOException(PasswordsApi.NoSuchName);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }
}
