using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.KnownNames;

/// <summary>The names in DNS that the user publishes for this node. A proved one is an address of the user's own.</summary>
public sealed class OwnNames
{
    /// <summary>More than anybody publishes; each is looked up again every day.</summary>
    public const int Limit = 50;

    private readonly StoreDatabase _database;
    private readonly ChangeFeed _changes;
    private readonly TimeProvider _time;

    /// <summary>In memory, because every login and every mail asks.</summary>
    private volatile HashSet<string> _proved = [];

    internal OwnNames(StoreDatabase database, ChangeFeed changes, TimeProvider time)
    {
        _database = database;
        _changes = changes;
        _time = time;
    }

    /// <summary>True for a published name that is proved.</summary>
    public bool Owns(MailAddress address) => _proved.Count > 0 && _proved.Contains(NameKey.Of(address));

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<OwnName>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.PublishedNames.OrderBy(name => name.Name).Select(PinViews.Own).ToListAsync(cancellationToken);
    }

    /// <summary>One, or null.</summary>
    public async Task<OwnName?> FindAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var key = NameKey.Of(name);
        await using var db = _database.Open();
        return await db.PublishedNames.Where(row => row.Name == key).Select(PinViews.Own).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Adds a name, to be looked up at once.</summary>
    public async Task<AddOwnNameResult> AddAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(db => InsertAsync(db, NameKey.Of(name)), cancellationToken);
        _changes.Publish(ChangeKind.OwnNames);
        return result;
    }

    /// <summary>True when there was one.</summary>
    public async Task<bool> RemoveAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var key = NameKey.Of(name);
        var removed = await _database.WriteAsync(db => db.PublishedNames.Where(row => row.Name == key).ExecuteDeleteAsync(), cancellationToken);
        await LoadAsync(cancellationToken);
        return removed > 0;
    }

    /// <summary>Names to be looked up again by now.</summary>
    public async Task<IReadOnlyList<OwnName>> DueAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var db = _database.Open();
        return await db.PublishedNames.Where(row => row.NextCheckAt <= now).OrderBy(row => row.NextCheckAt).Select(PinViews.Own).ToListAsync(cancellationToken);
    }

    /// <summary>Writes down what a look found; without a <paramref name="state"/>, as after a failed lookup, that stays as it was.</summary>
    public async Task RecordAsync(MailAddress name, OwnNameState? state, string why, string? provedZone, DateTimeOffset nextCheckAt, CancellationToken cancellationToken)
    {
        await _database.WriteAsync(db => RecordAsync(db, NameKey.Of(name), state, why, provedZone, nextCheckAt), cancellationToken);
        await LoadAsync(cancellationToken);
    }

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        _proved = [.. await db.PublishedNames.Where(row => row.State == OwnNameState.Proved).Select(row => row.Name).ToListAsync(cancellationToken)];
        _changes.Publish(ChangeKind.OwnNames);
    }

    private async Task<AddOwnNameResult> InsertAsync(ToxMailDb db, string name)
    {
        if (await db.PublishedNames.AnyAsync(row => row.Name == name))
        {
            return AddOwnNameResult.AlreadyThere;
        }

        if (await db.PublishedNames.CountAsync() >= Limit)
        {
            return AddOwnNameResult.TooMany;
        }

        var now = _time.GetUtcNow();
        db.Add(new StoredOwnName { Name = name, State = OwnNameState.Unknown, Why = "Not looked up yet.", AddedAt = now, NextCheckAt = now });
        await db.SaveChangesAsync();
        return AddOwnNameResult.Added;
    }

    private async Task<int> RecordAsync(ToxMailDb db, string name, OwnNameState? state, string why, string? provedZone, DateTimeOffset nextCheckAt)
    {
        if (await db.PublishedNames.AsTracking().SingleOrDefaultAsync(row => row.Name == name) is not { } row)
        {
            return 0;
        }

        if (state is { } found)
        {
            (row.State, row.ProvedZone) = (found, provedZone);
        }

        (row.Why, row.CheckedAt, row.NextCheckAt) = (why, _time.GetUtcNow(), nextCheckAt);
        return await db.SaveChangesAsync();
    }
}
