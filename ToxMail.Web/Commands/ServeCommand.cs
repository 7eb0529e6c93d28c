using ToxMail.Core.Hosting;
using ToxMail.Core.Store;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail</c>: runs the node until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var directory = DataDirectory.Open(context.Folder);
        await using var app = NodeApplication.Build(context.Line.Settings, context.Settings, directory);
        await app.Services.GetRequiredService<MailStore>().PrepareAsync(cancellationToken);
        await StartAsync(app, cancellationToken);
        var stopping = app.Lifetime.ApplicationStopping;
        using var asked = cancellationToken.Register(app.Lifetime.StopApplication);
        try
        {
            await Greeting.WriteAsync(app.Services, context.Output, stopping);
            await app.Services.GetRequiredService<Readiness>().WaitAsync(stopping);
            context.Output.WriteLine("ToxMail ready");
            context.Output.Flush();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped before it was ready.
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>The dashboard opens last: when its port is taken, everything else runs already and has to be ended in order.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
