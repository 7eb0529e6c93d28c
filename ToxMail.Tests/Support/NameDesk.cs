using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support;

/// <summary>All that knows names over a real store; by default with a resolver at which nobody answers.</summary>
internal sealed class NameDesk : IDisposable
{
    private readonly NameLookup _lookup;

    internal NameDesk(TemporaryStore store, NamesOptions? options = null)
    {
        Options = options ?? Nobody;
        _lookup = new NameLookup(Options, null, TimeProvider.System, NullLogger<NameLookup>.Instance);
        Directory = new NameDirectory(_lookup, store.Store.NamePins, store.Store.OwnNames, store.Contacts, TemporaryStore.Own, Options, store.Time);
        Keeper = new NameKeeper(_lookup, store.Store.NamePins, store.Store.OwnNames, TemporaryStore.Own, Options, store.Time);
    }

    public static NamesOptions Nobody { get; } = new() { Resolver = ResolverAddress.TryParse(NodeProcess.NoResolver, out var address) ? address : throw new FormatException() };

    public NamesOptions Options { get; }

    public NameDirectory Directory { get; }

    public NameKeeper Keeper { get; }

    public void Dispose() => _lookup.Dispose();
}
