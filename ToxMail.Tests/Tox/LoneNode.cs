using Microsoft.Extensions.Logging;
using ToxMail.Core.Tox;
using ToxMail.Tests.Support;

namespace ToxMail.Tests.Tox;

/// <summary>A node with nothing above it, started, in a folder of its own.</summary>
internal sealed class LoneNode : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-lone-").FullName;

    public LoneNode(ToxOptions options)
    {
        Node = new ToxNode(options, new ToxProfile(Path.Combine(_folder, "profile.tox")), TimeProvider.System, new Logger<ToxNode>(Log));
        Node.Start();
    }

    public CollectedLog Log { get; } = new();

    public ToxNode Node { get; }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
