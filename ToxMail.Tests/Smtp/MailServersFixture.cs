using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>One pair of servers for all rows of a table.</summary>
public sealed class MailServersFixture : IAsyncLifetime
{
    private MailServers? _servers;

    internal MailServers Servers => _servers ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _servers = await MailServers.StartAsync();

    public ValueTask DisposeAsync() => _servers?.DisposeAsync() ?? ValueTask.CompletedTask;
}
