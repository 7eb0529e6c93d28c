using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ToxMail.Core.Hosting;
using ToxMail.Core.Net;

namespace ToxMail.Web.Security;

/// <summary>Puts the dashboard on the board of listeners and lets the program's other commands find it through a file in the data folder.</summary>
internal sealed class DashboardListener(IServer server, IHostApplicationLifetime lifetime, ListenerBoard board, DashboardAddress address, DashboardOptions options, RunningNodeFile file)
    : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // One that a killed node left would send the commands elsewhere until this one has its address.
        file.Delete();
        lifetime.ApplicationStarted.Register(Opened);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        file.Delete();
        return Task.CompletedTask;
    }

    private void Opened()
    {
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The dashboard has no address.");
        var endpoint = new IPEndPoint(options.Address, new Uri(url).Port);
        address.Set(endpoint);
        file.Write(address.Root);
        board.Listening(Readiness.Dashboard, endpoint);
    }
}
