using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Passwords;

/// <summary>The passwords of the user's mail clients, one each: made here, shown once, stored salted and hashed.</summary>
public sealed class ClientPasswords
{
    /// <summary>The user name that always works.</summary>
    public const string Username = Recipient.OwnAlias;

    private const int MaxNameLength = 64;
    private const string EncodedSlash = "%2F";
    private const int MaxClientLength = 100;

    /// <summary>"Last used" is no more exact than this, so that a client polling every few seconds does not write each time.</summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    private readonly StoreDatabase _database;
    private readonly ChangeFeed _changes;
    private readonly OwnIdentity _own;
    private readonly OwnNames _names;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, int> _revocations = new(StringComparer.OrdinalIgnoreCase);

    internal ClientPasswords(StoreDatabase database, ChangeFeed changes, OwnIdentity own, OwnNames names, TimeProvider time)
    {
        _database = database;
        _changes = changes;
        _own = own;
        _names = names;
        _time = time;
    }

    /// <summary>Makes a password for a client with this name.</summary>
    public async Task<CreatePasswordResult> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var trimmed = name.Trim();
        if (!IsName(trimmed))
        {
            return new CreatePasswordResult.BadName();
        }

        var password = PasswordHash.NewPassword();
        if (!await _database.WriteAsync(db => InsertAsync(db, trimmed, password), cancellationToken))
        {
            return new CreatePasswordResult.NameTaken();
        }

        _changes.Publish(ChangeKind.Passwords);
        return new CreatePasswordResult.Created(new NewClientPassword(trimmed, Username, password));
    }

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<ClientPassword>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.Passwords.OrderBy(password => password.Name)
            .Select(password => new ClientPassword(password.Name, password.CreatedAt, password.LastUsedAt, password.LastClient))
            .ToListAsync(cancellationToken);
    }

    /// <summary>True when there was one.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var removed = await _database.WriteAsync(db => db.Passwords.Where(password => password.Name == name.Trim()).ExecuteDeleteAsync(), cancellationToken);
        _revocations.AddOrUpdate(name.Trim(), 1, (_, count) => count + 1);
        _changes.Publish(ChangeKind.Passwords);
        return removed > 0;
    }

    /// <summary>True when the user name is the user's (<c>me</c>, an own address or a published name that is proved) and the password one of theirs; <paramref name="client"/> is a label kept for the dashboard.</summary>
    public async Task<bool> VerifyAsync(string username, string password, string? client, CancellationToken cancellationToken) =>
        await LogInAsync(username, password, client, cancellationToken) is not null;

    /// <summary>As <see cref="VerifyAsync"/>, for a session that is to end with its password; null when the login is wrong.</summary>
    public async Task<ClientLogin?> LogInAsync(string username, string password, string? client, CancellationToken cancellationToken)
    {
        // Counted before the look, so that a revocation in between is not missed.
        var before = _revocations.ToDictionary(StringComparer.OrdinalIgnoreCase);
        await using var db = _database.Open();
        var stored = await db.Passwords.ToListAsync(cancellationToken);

        // Every hash is compared, so that the time tells nothing about which one fits.
        var match = stored.Where(candidate => PasswordHash.Matches(candidate.Salt, candidate.Hash, password)).ToList().FirstOrDefault();
        if (match is null || !IsOwn(username))
        {
            return null;
        }

        await NoteUseAsync(match, client, cancellationToken);
        var count = before.GetValueOrDefault(match.Name);
        return new ClientLogin(() => _revocations.GetValueOrDefault(match.Name) != count);
    }

    /// <summary>The API's path names a password to revoke it, and there dots alone lead elsewhere and an encoded slash is one.</summary>
    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength
        && !text.Any(char.IsControl)
        && text is not ("." or "..")
        && !text.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase);

    private bool IsOwn(string username) =>
        username.Equals(Username, StringComparison.OrdinalIgnoreCase)
        || (MailAddress.TryParse(username, out var address) && (_own.Owns(address) || _names.Owns(address)));

    private async Task<bool> InsertAsync(ToxMailDb db, string name, string password)
    {
        if (await db.Passwords.AnyAsync(other => other.Name == name))
        {
            return false;
        }

        var salt = RandomNumberGenerator.GetBytes(PasswordHash.SaltSize);
        db.Add(new StoredPassword { Name = name, Salt = salt, Hash = PasswordHash.Compute(salt, password), CreatedAt = _time.GetUtcNow() });
        await db.SaveChangesAsync();
        return true;
    }

    private async Task NoteUseAsync(StoredPassword used, string? client, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var label = client is null ? used.LastClient : PeerText.Clean(client, MaxClientLength);
        if (now - used.LastUsedAt < UseInterval && label == used.LastClient)
        {
            return;
        }

        try
        {
            await StoreUseAsync(used.Name, now, label, cancellationToken);
        }
        catch (IOException)
        {
            // On a full disk the user must still get in, if only to delete mail.
        }
    }

    private async Task StoreUseAsync(string name, DateTimeOffset now, string? label, CancellationToken cancellationToken)
    {
        await _database.WriteAsync(
            db => db.Passwords.Where(password => password.Name == name).ExecuteUpdateAsync(set => set
                .SetProperty(password => password.LastUsedAt, now)
                .SetProperty(password => password.LastClient, label)),
            cancellationToken);
        _changes.Publish(ChangeKind.Passwords);
    }
}
