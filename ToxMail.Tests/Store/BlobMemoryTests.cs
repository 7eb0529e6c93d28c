using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Store;

/// <summary>Measures the whole process, and so runs alone.</summary>
[Collection(typeof(Alone))]
public sealed class BlobMemoryTests
{
    [Fact]
    public async Task Passes_a_large_message_at_flat_memory()
    {
        const int Blocks = 64;
        await using var store = await TemporaryStore.OpenAsync();
        var block = new byte[1024 * 1024];
        Random.Shared.NextBytes(block);
        store.Blobs.Delete((await store.LongBlobAsync()).Id);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await using var writer = store.Blobs.Create();
        for (var i = 0; i < Blocks; i++)
        {
            await writer.WriteAsync(block, TemporaryStore.Ct);
        }

        var id = (await writer.CommitAsync(TemporaryStore.Ct)).Id;
        await using (var stream = store.Blobs.OpenRead(id))
        {
            while (await stream.ReadAsync(block, TemporaryStore.Ct) > 0)
            {
            }
        }

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * block.Length);
        store.Blobs.Delete(id);
    }
}
