using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store;

/// <summary>Settings that were changed while the node ran, as text of whoever keeps them.</summary>
internal sealed class KeptSettings(StoreDatabase database)
{
    private readonly ConcurrentDictionary<string, string> _values = new();

    /// <summary>The text, or null when there is none.</summary>
    internal string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Durable when it ends.</summary>
    /// <exception cref="IOException">The disk is full or broken; the former text stays.</exception>
    internal async Task SaveAsync(string name, string value, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async db => await db.Settings.Where(row => row.Name == name).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, value)) is > 0 and var changed
                ? changed
                : await RowInsert<StoredSetting>.AddAsync(db, new StoredSetting { Name = name, Value = value }),
            cancellationToken);
        _values[name] = value;
    }

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        await foreach (var row in db.Settings.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _values[row.Name] = row.Value;
        }
    }
}
