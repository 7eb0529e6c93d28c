using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Alice writes to Bob, who takes no mail over <see cref="BobsLimit"/> octets, and to Carol, who will block her.</summary>
public sealed class RefusalFixture : IAsyncLifetime
{
    internal const int BobsLimit = 1_000_000;

    private MailCircle? _circle;

    internal MailCircle Circle => _circle ?? throw new InvalidOperationException("Not started.");

    internal MailUser Alice => Circle.Users[0];

    internal MailUser Bob => Circle.Users[1];

    internal MailUser Carol => Circle.Users[2];

    public async ValueTask InitializeAsync()
    {
        var limit = new Dictionary<string, string> { ["Mail:MaxMessageBytes"] = $"{BobsLimit}" };
        _circle = await MailCircle.StartAsync(
            tcpOnly: false,
            [("alice", MailCircle.Plain), ("bob", limit), ("carol", MailCircle.Plain)],
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_circle is not null)
        {
            await _circle.CloseAsync();
        }
    }
}
