using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Alice, Bob and Carol, each other's contacts.</summary>
public sealed class TrioFixture : IAsyncLifetime
{
    private MailCircle? _circle;

    internal MailCircle Circle => _circle ?? throw new InvalidOperationException("Not started.");

    internal MailUser Alice => Circle.Users[0];

    internal MailUser Bob => Circle.Users[1];

    internal MailUser Carol => Circle.Users[2];

    public async ValueTask InitializeAsync() => _circle = await MailCircle.StartAsync(tcpOnly: false, CancellationToken.None, "alice", "bob", "carol");

    public async ValueTask DisposeAsync()
    {
        if (_circle is not null)
        {
            await _circle.CloseAsync();
        }
    }
}
