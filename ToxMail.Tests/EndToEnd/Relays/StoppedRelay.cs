using Microsoft.Extensions.Logging;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>What lies in the <c>relay.db</c> of a node that was ended or killed, read from a copy as the next start will read it.</summary>
internal static class StoppedRelay
{
    public static Task<HashSet<EnvelopeId>> EnvelopesOfAsync(string folder, CancellationToken cancellationToken) =>
        ReadAsync(folder, async store => (await store.LogAsync(cancellationToken)).Select(static held => held.Id).ToHashSet(), cancellationToken);

    public static Task<HashSet<EnvelopeId>> DeletedByAsync(string folder, CancellationToken cancellationToken) =>
        ReadAsync(folder, async store => (await store.SpentAsync(cancellationToken)).Select(static spent => spent.Id).ToHashSet(), cancellationToken);

    public static async Task<T> ReadAsync<T>(string folder, Func<SqliteEnvelopeStore, Task<T>> read, CancellationToken cancellationToken)
    {
        var copy = Directory.CreateTempSubdirectory("toxmail-copy-").FullName;
        foreach (var file in Directory.GetFiles(folder, "relay.db*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        try
        {
            using var log = new CollectedLog();
            await using var store = new SqliteEnvelopeStore(Path.Combine(copy, "relay.db"), log.CreateLogger<SqliteEnvelopeStore>());
            await store.PrepareAsync(cancellationToken);
            var answer = await read(store);
            Assert.DoesNotContain("damaged", log.Text, StringComparison.Ordinal);
            return answer;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
