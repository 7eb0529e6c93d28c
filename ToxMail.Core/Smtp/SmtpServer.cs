using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Names;
using ToxMail.Core.Net;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>The submission server (RFC 6409) that the user's mail clients send through.</summary>
public sealed class SmtpServer : IHostedService, IAsyncDisposable
{
    private const string Name = "smtp";

    private readonly LineServers? _servers;

    public SmtpServer(SmtpOptions options, MailOptions mail, MailStore store, NameDirectory names, OwnIdentity own, ListenerBoard board, TimeProvider time, ILoggerFactory loggers, TlsOffer? tls = null)
        : this(options, mail, store, names, own, board, new SmtpLimits(), time, loggers, tls)
    {
    }

    internal SmtpServer(SmtpOptions options, MailOptions mail, MailStore store, NameDirectory names, OwnIdentity own, ListenerBoard board, SmtpLimits limits, TimeProvider time, ILoggerFactory loggers, TlsOffer? tls)
    {
        if (!options.Enabled)
        {
            board.Off(Name, new IPEndPoint(options.Address, options.Port));
            return;
        }

        var addresses = new SubmissionContext { Own = own, FindAlias = store.Contacts.FindByAlias, IsOwnName = store.OwnNames.Owns, Time = time };
        var judge = new RecipientJudge(store.Contacts, names, own);
        var intake = new MailIntake(store, judge, addresses, new ConfirmationNotices(store.Blobs, own, time), mail, limits, loggers.CreateLogger<MailIntake>());
        var services = new SmtpServices(own, store.OwnNames, store.Passwords, judge, intake, mail, limits, tls, time);
        var logger = loggers.CreateLogger<SmtpSession>();
        var plain = new LineServerSettings
        {
            Name = Name,
            EndPoint = new IPEndPoint(options.Address, options.Port),
            IdleTimeout = limits.Idle,
            MaxSessions = limits.Sessions,
            BusyLine = SmtpReplies.Busy.ToString(),
            Transcript = mail.Transcript,
        };
        _servers = new LineServers(
            plain,
            options.TlsPort,
            tls,
            (connection, cancellationToken) => ServeAsync(connection, services, logger, cancellationToken),
            board,
            time,
            loggers);
    }

    /// <summary>Where it listens for plain text and STARTTLS; null when it is switched off.</summary>
    public EndPoint? EndPoint => _servers?.EndPoint;

    /// <summary>Opens the ports, or says on the board why it cannot, and serves.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _servers?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Says 421 to every session and closes it, within five seconds.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _servers?.StopAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_servers is not null)
        {
            await _servers.DisposeAsync();
        }
    }

    private static async Task ServeAsync(LineConnection connection, SmtpServices services, ILogger logger, CancellationToken cancellationToken)
    {
        await using var session = new SmtpSession(connection, services, logger);
        await session.RunAsync(cancellationToken);
    }
}
