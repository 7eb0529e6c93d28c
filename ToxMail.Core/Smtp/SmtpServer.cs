using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Messages;
using ToxMail.Core.Net;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>The submission server (RFC 6409) that the user's mail clients send through.</summary>
public sealed class SmtpServer : IHostedService, IAsyncDisposable
{
    private const string Name = "smtp";
    private const string TlsName = "smtps";

    private readonly LineServer[] _servers = [];

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
        var intake = new MailIntake(store, addresses, new ConfirmationNotices(store.Blobs, own, time), mail, limits, loggers.CreateLogger<MailIntake>());
        var services = new SmtpServices(own, store.OwnNames, store.Passwords, new RecipientJudge(store.Contacts, names, own), intake, mail, limits, tls, time);
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
        LineServerSettings[] listeners = options.TlsPort == 0 || tls is null
            ? [plain]
            : [plain, plain with { Name = TlsName, EndPoint = new IPEndPoint(options.Address, options.TlsPort), ImplicitTls = tls }];
        _servers = [.. listeners.Select(settings =>
            new LineServer(settings, (connection, cancellationToken) => ServeAsync(connection, services, logger, cancellationToken), board, time, loggers))];
    }

    /// <summary>Where it listens for plain text and STARTTLS; null when it is switched off.</summary>
    public EndPoint? EndPoint => _servers.FirstOrDefault()?.EndPoint;

    /// <summary>Opens the ports, or says on the board why it cannot, and serves.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_servers.Select(server => server.StartAsync(cancellationToken)));

    /// <summary>Says 421 to every session and closes it, within five seconds.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_servers.Select(server => server.StopAsync()));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task ServeAsync(LineConnection connection, SmtpServices services, ILogger logger, CancellationToken cancellationToken)
    {
        await using var session = new SmtpSession(connection, services, logger);
        await session.RunAsync(cancellationToken);
    }
}
