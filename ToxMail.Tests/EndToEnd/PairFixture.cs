using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Alice and Bob, each other's contacts, UDP on. Tests that share them leave both running and online.</summary>
public sealed class PairFixture : IAsyncLifetime
{
    private MailCircle? _circle;

    internal MailCircle Circle => _circle ?? throw new InvalidOperationException("Not started.");

    internal MailUser Alice => Circle.Users[0];

    internal MailUser Bob => Circle.Users[1];

    public async ValueTask InitializeAsync()
    {
        var largest = new Dictionary<string, string> { ["Mail:MaxMessageBytes"] = $"{Nightly.LargestBody + 1_000_000}" };
        _circle = await MailCircle.StartAsync(tcpOnly: false, [("alice", largest), ("bob", largest)], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_circle is not null)
        {
            await _circle.CloseAsync();
        }
    }
}
