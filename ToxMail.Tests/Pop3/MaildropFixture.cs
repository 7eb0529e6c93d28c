using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>One server with two messages for all rows of a table.</summary>
public sealed class MaildropFixture : IAsyncLifetime
{
    private MailServers? _servers;

    internal MailServers Servers => _servers ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _servers = await MailServers.StartAsync(pop3: MailServers.QuickPop3 with { MaildropWait = TimeSpan.FromSeconds(5) });
        await _servers.ReceiveAsync("Subject: one\r\n\r\n.first\r\nsecond\r\n"u8.ToArray());
        await _servers.ReceiveAsync("Subject: two\r\n\r\n"u8.ToArray());
    }

    public ValueTask DisposeAsync() => _servers?.DisposeAsync() ?? ValueTask.CompletedTask;
}
