using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>The submission server (RFC 6409) that the user's mail clients send through.</summary>
public sealed class SmtpServer : IHostedService, IAsyncDisposable
{
    private const string Name = "smtp";

    private readonly LineServer? _server;

    public SmtpServer(SmtpOptions options, MailOptions mail, MailStore store, OwnIdentity own, ListenerBoard board, TimeProvider time, ILoggerFactory loggers)
        : this(options, mail, store, own, board, new SmtpLimits(), time, loggers)
    {
    }

    internal SmtpServer(SmtpOptions options, MailOptions mail, MailStore store, OwnIdentity own, ListenerBoard board, SmtpLimits limits, TimeProvider time, ILoggerFactory loggers)
    {
        if (!options.Enabled)
        {
            board.Off(Name, new IPEndPoint(options.Address, options.Port));
            return;
        }

        var rewriter = new SubmissionRewriter(store.Contacts, own, time);
        var intake = new MailIntake(store, rewriter, mail, limits, loggers.CreateLogger<MailIntake>());
        var services = new SmtpServices(own, store.Passwords, new RecipientJudge(store.Contacts, own), intake, mail, limits, time);
        var logger = loggers.CreateLogger<SmtpSession>();
        var settings = new LineServerSettings
        {
            Name = Name,
            EndPoint = new IPEndPoint(options.Address, options.Port),
            IdleTimeout = limits.Idle,
            MaxSessions = limits.Sessions,
            BusyLine = SmtpReplies.Busy.ToString(),
        };
        _server = new LineServer(settings, (connection, ct) => new SmtpSession(connection, services, logger).RunAsync(ct), board, time, loggers);
    }

    /// <summary>Where it listens; null when it is switched off.</summary>
    public EndPoint? EndPoint => _server?.EndPoint;

    /// <summary>Opens the port, or says on the board why it cannot, and serves.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _server?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Says 421 to every session and closes it, within five seconds.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
