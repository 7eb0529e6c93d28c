using ToxMail.Core.Disk;
using Xunit;

namespace ToxMail.Tests.Disk;

public sealed class SharedFolderFlushTests : IDisposable
{
    private const int Callers = 200;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toxmail-disk-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Missing => Path.Combine(_folder.FullName, "missing");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Comes_back_to_every_one_of_many_callers()
    {
        using var flush = new SharedFolderFlush(_folder.FullName);

        await Task.WhenAll(AllAtOnce(flush)).WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    [Fact]
    public async Task Tells_every_caller_that_the_folder_cannot_be_flushed()
    {
        using var flush = new SharedFolderFlush(Missing);

        foreach (var call in AllAtOnce(flush))
        {
            await Assert.ThrowsAnyAsync<IOException>(() => call);
        }
    }

    [Fact]
    public async Task Works_again_once_the_fault_is_gone()
    {
        using var flush = new SharedFolderFlush(Missing);
        await Assert.ThrowsAnyAsync<IOException>(() => flush.FlushAsync(Ct));

        Directory.CreateDirectory(Missing);

        await flush.FlushAsync(Ct);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_hold_up_the_others()
    {
        using var flush = new SharedFolderFlush(_folder.FullName);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.FlushAsync(new CancellationToken(canceled: true)));

        await flush.FlushAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    /// <summary>Really at once: a call that finds the gate open flushes on its caller's thread.</summary>
    private static Task[] AllAtOnce(SharedFolderFlush flush) => [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => flush.FlushAsync(Ct), Ct))];
}
