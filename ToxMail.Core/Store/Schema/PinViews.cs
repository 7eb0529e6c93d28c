using System.Linq.Expressions;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.Schema;

/// <summary>How the rows of names look from outside.</summary>
internal static class PinViews
{
    /// <summary>Without the proof itself, which nearly nobody needs.</summary>
    internal static Expression<Func<PinnedName, NamePin>> Pin { get; } = row => new NamePin
    {
        Name = row.Name,
        PublicKey = row.PublicKey,
        Trust = row.Trust,
        State = row.State,
        Why = row.Why,
        ProvedZone = row.ProvedZone,
        ProvedAt = row.ProvedAt,
        PinnedAt = row.PinnedAt,
        CheckedAt = row.CheckedAt,
        OtherKey = row.OtherKey,
        DeclinedKey = row.DeclinedKey,
    };

    internal static Expression<Func<StoredOwnName, OwnName>> Own { get; } = row => new OwnName
    {
        Name = row.Name,
        State = row.State,
        Why = row.Why,
        ProvedZone = row.ProvedZone,
        CheckedAt = row.CheckedAt,
    };
}
