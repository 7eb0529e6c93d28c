using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Names;
using ToxMail.Core.Net;
using ToxMail.Core.Pop3;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Passwords;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support;

/// <summary>Both mail servers on ports of their own, over a real store with one contact (<c>bob</c>, key 2) and one password.</summary>
internal sealed class MailServers : IAsyncDisposable
{
    private readonly Func<TemporaryStore, ListenerBoard, (SmtpServer, Pop3Server)> _make;
    private SmtpServer _smtp;
    private Pop3Server _pop3;
    private NameDesk? _names;

    private MailServers(TemporaryStore store, NamesOptions? names, MailOptions mail, SmtpLimits smtp, Pop3Limits pop3, TimeProvider time, TlsOffer? tls, ILoggerFactory loggers)
    {
        Store = store;
        Board = new ListenerBoard(time);
        _make = (over, board) => (
            new SmtpServer(new SmtpOptions { Port = 0, TlsPort = tls is null ? (ushort)0 : SmtpsPort }, mail, over.Store, Renew(over, names), TemporaryStore.Own, board, smtp, time, loggers, tls),
            new Pop3Server(new Pop3Options { Port = 0, TlsPort = tls is null ? (ushort)0 : Pop3sPort }, mail, over.Store, TemporaryStore.Own, board, pop3, time, loggers, tls));
        (_smtp, _pop3) = _make(store, Board);
    }

    /// <summary>The user's address with the contact's at hand.</summary>
    public static string OwnAddress { get; } = TemporaryStore.Own.Address.ToString();

    public static string BobAddress { get; } = $"{TemporaryStore.Key(2)}@tox.alt";

    /// <summary>SMTP's limits without the wait for failed logins.</summary>
    public static SmtpLimits QuickSmtp { get; } = new() { FailedLoginDelay = TimeSpan.Zero };

    /// <summary>POP3's limits without any wait.</summary>
    public static Pop3Limits QuickPop3 { get; } = new() { FailedLoginDelay = TimeSpan.Zero, MaildropWait = TimeSpan.Zero };

    public TemporaryStore Store { get; }

    public ListenerBoard Board { get; }

    public NewClientPassword Login { get; private set; } = null!;

    public int SmtpPort => ((IPEndPoint)_smtp.EndPoint!).Port;

    public int Pop3Port => ((IPEndPoint)_pop3.EndPoint!).Port;

    /// <summary>Open only with a <see cref="TlsOffer"/>.</summary>
    public ushort SmtpsPort { get; } = (ushort)PortPool.Take();

    /// <summary>Open only with a <see cref="TlsOffer"/>.</summary>
    public ushort Pop3sPort { get; } = (ushort)PortPool.Take();

    /// <summary>AUTH PLAIN's initial response.</summary>
    public string PlainResponse => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{Login.Username}\0{Login.Password}"));

    public static async Task<MailServers> StartAsync(MailOptions? mail = null, SmtpLimits? smtp = null, Pop3Limits? pop3 = null, TimeProvider? time = null, TlsOffer? tls = null, ILoggerFactory? loggers = null, NamesOptions? names = null)
    {
        var store = await TemporaryStore.OpenAsync();
        await store.AddContactAsync(2, "bob");
        var servers = new MailServers(store, names, mail ?? new MailOptions(), smtp ?? QuickSmtp, pop3 ?? QuickPop3, time ?? TimeProvider.System, tls, loggers ?? NullLoggerFactory.Instance);
        servers.Login = ((CreatePasswordResult.Created)await store.Store.Passwords.CreateAsync("test", TemporaryStore.Ct)).Password;
        await servers._smtp.StartAsync(TemporaryStore.Ct);
        await servers._pop3.StartAsync(TemporaryStore.Ct);
        return servers;
    }

    /// <summary>Puts a message into the maildrop.</summary>
    public async Task ReceiveAsync(ReadOnlyMemory<byte> message)
    {
        var blob = await Store.BlobAsync(message);
        await Store.Inbox.AddAsync(
            [new NewInboxMail { Blob = blob, From = BobAddress, Subject = "s", Via = MailVia.Direct }],
            TemporaryStore.Ct);
    }

    /// <summary>The outbox's rows, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> QueuedAsync() =>
        [.. (await Store.Outbox.ListAsync(null, 0, 500, TemporaryStore.Ct)).Entries.Reverse()];

    /// <summary>The bytes of the one mail queued.</summary>
    public async Task<byte[]> QueuedBytesAsync()
    {
        var due = await Store.Outbox.DueForAsync(TemporaryStore.Key(2), Store.Time.GetUtcNow(), 0, long.MaxValue, 10, TemporaryStore.Ct);
        await using var stream = Store.Blobs.OpenRead(Xunit.Assert.Single(due).Blob);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TemporaryStore.Ct);
        return bytes.ToArray();
    }

    public Task<RawLines> ConnectSmtpAsync() => RawLines.ConnectAsync(SmtpPort, TemporaryStore.Ct);

    public Task<RawLines> ConnectPop3Async() => RawLines.ConnectAsync(Pop3Port, TemporaryStore.Ct);

    public async Task StopAsync()
    {
        await _smtp.StopAsync(CancellationToken.None);
        await _pop3.StopAsync(CancellationToken.None);
    }

    /// <summary>Ends servers and store, and starts both again on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _smtp.DisposeAsync();
        await _pop3.DisposeAsync();
        await Store.RestartAsync();
        (_smtp, _pop3) = _make(Store, Board);
        await _smtp.StartAsync(TemporaryStore.Ct);
        await _pop3.StartAsync(TemporaryStore.Ct);
    }

    private NameDirectory Renew(TemporaryStore store, NamesOptions? names)
    {
        _names?.Dispose();
        _names = new NameDesk(store, names);
        return _names.Directory;
    }

    public async ValueTask DisposeAsync()
    {
        await _smtp.DisposeAsync();
        await _pop3.DisposeAsync();
        _names?.Dispose();
        await Store.DisposeAsync();
    }
}
