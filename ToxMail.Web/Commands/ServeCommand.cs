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
        await StartAsync(app);
        var stopping = app.Lifetime.ApplicationStopping;
        using var asked = cancellationToken.Register(app.Lifetime.StopApplication);
        try
        {
            stopping.ThrowIfCancellationRequested();
            await Greeting.WriteAsync(app.Services, context.Output, stopping);
            await app.Services.GetRequiredService<Readiness>().WaitAsync(stopping);
            context.Output.WriteLine("ToxMail ready");
            context.Output.Flush();

            // What only the start needed, EF Core's making of its models above all, is given back to the system.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped before it was ready.
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>
    /// When one service does not start, those before it run already and have to be ended in order. Nobody cuts it off: it takes a moment, and the host would report each service that was
    /// ended before all had begun as a failure of it.
    /// </summary>
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
