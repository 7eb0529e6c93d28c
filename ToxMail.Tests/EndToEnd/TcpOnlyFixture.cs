using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Alice and Bob behind firewalls that let no UDP pass: all they say goes through the relay of <c>tox-bootstrapd</c>.</summary>
public sealed class TcpOnlyFixture : IAsyncLifetime
{
    private MailCircle? _circle;

    internal MailCircle Circle => _circle ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _circle = await MailCircle.StartAsync(tcpOnly: true, CancellationToken.None, "alice", "bob");

    public async ValueTask DisposeAsync()
    {
        if (_circle is not null)
        {
            await _circle.CloseAsync();
        }
    }
}
