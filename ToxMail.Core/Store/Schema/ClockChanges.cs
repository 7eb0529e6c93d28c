using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What a clock that was set back leaves behind: times that lie further ahead than this node ever plans. Inside a transaction.</summary>
internal static class ClockChanges
{
    /// <summary>Brings such times back within reach; returns how many rows changed.</summary>
    internal static async Task<int> BringBackAsync(this ToxMailDb db, TimeSpan longestWait, OutboxOptions options, DateTimeOffset now)
    {
        var attempt = now + longestWait;
        var expiry = now + options.ExpireAfter;
        var notice = now + (options.SecondDelayNoticeAfter > options.DelayNoticeAfter ? options.SecondDelayNoticeAfter : options.DelayNoticeAfter);
        return await db.OutboxRecipients.Where(row => row.NextAttempt > attempt).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttempt, now))
            + await db.OutboxRecipients.Where(row => row.ExpiresAt > expiry).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, expiry))
            + await db.OutboxRecipients.Where(row => row.DelayNoticeAt > notice).ExecuteUpdateAsync(set => set.SetProperty(row => row.DelayNoticeAt, notice));
    }
}
