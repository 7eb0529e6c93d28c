using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Store;

namespace ToxMail.Core.Pop3;

/// <summary>The maildrop server (RFC 1939) that the user's mail clients fetch from.</summary>
public sealed class Pop3Server : IHostedService, IAsyncDisposable
{
    private const string Name = "pop3";

    private readonly LineServers? _servers;
    private readonly MaildropLock? _lock;

    public Pop3Server(Pop3Options options, MailOptions mail, MailStore store, OwnIdentity own, ListenerBoard board, TimeProvider time, ILoggerFactory loggers, TlsOffer? tls = null)
        : this(options, mail, store, own, board, new Pop3Limits(), time, loggers, tls)
    {
    }

    internal Pop3Server(Pop3Options options, MailOptions mail, MailStore store, OwnIdentity own, ListenerBoard board, Pop3Limits limits, TimeProvider time, ILoggerFactory loggers, TlsOffer? tls)
    {
        if (!options.Enabled)
        {
            board.Off(Name, new IPEndPoint(options.Address, options.Port));
            return;
        }

        _lock = new MaildropLock(limits.MaildropWait, time);
        var services = new Pop3Services(store.Inbox, store.Passwords, store.Blobs, new DamagedMails(store, own, time, loggers.CreateLogger<DamagedMails>()), _lock, mail.RequirePassword, limits, tls, time);
        var logger = loggers.CreateLogger<Pop3Session>();
        var plain = new LineServerSettings
        {
            Name = Name,
            EndPoint = new IPEndPoint(options.Address, options.Port),
            IdleTimeout = limits.Idle,
            MaxSessions = limits.Sessions,
            BusyLine = Pop3Replies.Busy.ToString(),
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

    /// <summary>Where it listens for plain text and STLS; null when it is switched off.</summary>
    public EndPoint? EndPoint => _servers?.EndPoint;

    /// <summary>Opens the ports, or says on the board why it cannot, and serves.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _servers?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Closes every session, within five seconds and deleting nothing.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _servers?.StopAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_servers is not null)
        {
            await _servers.DisposeAsync();
        }

        _lock?.Dispose();
    }

    private static async Task ServeAsync(LineConnection connection, Pop3Services services, ILogger logger, CancellationToken cancellationToken)
    {
        using var session = new Pop3Session(connection, services, logger);
        await session.RunAsync(cancellationToken);
    }
}
