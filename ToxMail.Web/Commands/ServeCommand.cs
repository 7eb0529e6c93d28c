using ToxMail.Core.Hosting;
using ToxMail.Core.Store;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail</c>: runs the node until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(CommandContext context, CancellationToken ct)
    {
        using var directory = DataDirectory.Open(context.Folder);
        await using var app = NodeApplication.Build(context.Line.Settings, context.Settings, directory);
        await app.Services.GetRequiredService<MailStore>().PrepareAsync(ct);
        await StartAsync(app, ct);
        var stopping = app.Lifetime.ApplicationStopping;
        using var asked = ct.Register(app.Lifetime.StopApplication);
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

        await app.WaitForShutdownAsync(ct);
        return ExitCode.Success;
    }

    /// <summary>The dashboard opens last: when its port is taken, everything else runs already and has to be ended in order.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
