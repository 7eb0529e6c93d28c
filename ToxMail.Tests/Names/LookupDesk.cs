using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using Xunit;

namespace ToxMail.Tests.Names;

/// <summary>A lookup of names at one resolver, with what the tests say again and again.</summary>
internal sealed class LookupDesk : IDisposable
{
    /// <summary>The Tox ID of the records in these tests.</summary>
    public const string Id = "545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C37107090";

    /// <summary>Another one.</summary>
    public const string OtherId = "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39A6";

    public LookupDesk(ResolverAddress resolver, TimeProvider? time = null, Uri? proxy = null)
        : this(new NamesOptions { Resolver = resolver }, time, proxy)
    {
    }

    public LookupDesk(NamesOptions options, TimeProvider? time = null, Uri? proxy = null) =>
        Lookup = new NameLookup(options, proxy, time ?? new PatientTime(), NullLogger<NameLookup>.Instance);

    public NameLookup Lookup { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<NameAnswer> LookUpAsync(string name, bool fresh = false) => Lookup.LookUpAsync(Name(name), fresh, Cancelled);

    public async Task<NameAnswer.Found> FindAsync(string name, bool fresh = false) => Assert.IsType<NameAnswer.Found>(await LookUpAsync(name, fresh));

    public async Task<NameAnswer.NotFound> MissAsync(string name, bool fresh = false) => Assert.IsType<NameAnswer.NotFound>(await LookUpAsync(name, fresh));

    public void Dispose() => Lookup.Dispose();

    private static MailAddress Name(string text) => MailAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
