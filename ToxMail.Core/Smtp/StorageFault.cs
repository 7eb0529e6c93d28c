using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>What a client is told of a fault of the store.</summary>
internal static class StorageFault
{
    internal static SmtpReply Reply(Exception fault) => DiskFault.IsFull(fault) ? SmtpReplies.DiskFull : SmtpReplies.StorageFailed;
}
