using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Smtp;
using Xunit;

namespace ToxMail.Tests.Smtp;

public sealed class StorageFaultTests
{
    [Fact]
    public void Knows_a_full_disk_of_the_file_system_and_of_the_database()
    {
        Assert.Equal(SmtpReplies.DiskFull, StorageFault.Reply(new IOException("No space left on device", 28)));
        Assert.Equal(SmtpReplies.DiskFull, StorageFault.Reply(new DbUpdateException("x", new SqliteException("database or disk is full", 13))));
        Assert.Equal(SmtpReplies.StorageFailed, StorageFault.Reply(new IOException("Input/output error", 5)));
        Assert.Equal(SmtpReplies.StorageFailed, StorageFault.Reply(new DbUpdateException("x", new SqliteException("locked", 5))));
    }

    [Fact]
    public void Knows_the_error_of_a_really_full_device()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        var fault = Assert.ThrowsAny<IOException>(() => RandomAccess.Write(full, new byte[10], 0));
        Assert.Equal(SmtpReplies.DiskFull, StorageFault.Reply(fault));
    }
}
