namespace ToxMail.Web.Commands;

/// <summary>The host's part in hearing signals: none, because <see cref="StopSignals"/> hears them for the whole program.</summary>
internal sealed class LifetimeOfProgram : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
