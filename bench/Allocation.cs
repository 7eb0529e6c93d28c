using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Core.Net;
using ToxMail.Core.Pop3;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>What the mail servers and the store allocate on the managed heap for a mail: in this process, with a client that allocates nothing.</summary>
internal static class Allocation
{
    private const int Mails = 2_000;
    private const int WarmUp = 200;
    private const double Kilobyte = 1_000;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("toxmail-bench-").FullName;
        try
        {
            await MeasureAsync(folder, context.Alice, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, MailUser user, CancellationToken cancellationToken)
    {
        using var directory = DataDirectory.Open(folder);
        // The client's mails say that they are from this user, and are refused by anybody else's node.
        var own = new OwnIdentity(ToxId.Parse(user.ToxId));
        await using var store = new MailStore(directory, own, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await store.PrepareAsync(cancellationToken);
        var options = new NamesOptions { Resolver = ResolverAddress.TryParse(NodeProcess.NoResolver, out var nobody) ? nobody : throw new FormatException() };
        using var lookup = new NameLookup(options, null, TimeProvider.System, NullLogger<NameLookup>.Instance);
        var names = new NameDirectory(lookup, store.NamePins, store.OwnNames, store.Contacts, own, options, TimeProvider.System);
        var open = new MailOptions { RequirePassword = false };
        var board = new ListenerBoard(TimeProvider.System);
        await using var smtp = new SmtpServer(new SmtpOptions { Port = 0, TlsPort = 0 }, open, store, names, own, board, TimeProvider.System, NullLoggerFactory.Instance);
        await using var pop3 = new Pop3Server(new Pop3Options { Port = 0, TlsPort = 0 }, open, store, own, board, TimeProvider.System, NullLoggerFactory.Instance);
        await smtp.StartAsync(cancellationToken);
        await pop3.StartAsync(cancellationToken);

        foreach (var (name, size) in new[] { ("2 kB", 2_000), ("50 kB", 50_000) })
        {
            Submit(smtp.EndPoint!, WarmUp, user, size);
            Report.Single($"allocated for a mail of {name} by SMTP", PerMail(() => Submit(smtp.EndPoint!, Mails, user, size)), "");
        }

        await FillAsync(store, TestMail.Create(user, user, 7_000).Bytes, cancellationToken);
        Fetch(pop3.EndPoint!, WarmUp);
        Report.Single("allocated for a mail of 7 kB by POP3", PerMail(() => Fetch(pop3.EndPoint!, Mails)), "");
    }

    private static string PerMail(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return string.Create(CultureInfo.InvariantCulture, $"{(GC.GetTotalAllocatedBytes(precise: true) - before) / Kilobyte / Mails:0.0} kB");
    }

    private static void Submit(EndPoint server, int count, MailUser user, int size)
    {
        using var smtp = new BareSmtp(server, login: null);
        var (envelope, wire) = (BareSmtp.Envelope(user.Address, "me@tox.alt"), BareSmtp.Wire(TestMail.Create(user, user, size)));
        for (var i = 0; i < count; i++)
        {
            smtp.Submit(envelope, wire);
        }
    }

    private static void Fetch(EndPoint server, int count)
    {
        using var line = new BareLine(server, "+OK"u8);
        line.Say("USER me\r\n"u8, "+OK"u8);
        line.Say("PASS any\r\n"u8, "+OK"u8);
        Span<byte> command = stackalloc byte[32];
        for (var number = 1; number <= count; number++)
        {
            "RETR "u8.CopyTo(command);
            number.TryFormat(command[5..], out var digits, default, CultureInfo.InvariantCulture);
            "\r\n"u8.CopyTo(command[(5 + digits)..]);
            line.Say(command[..(7 + digits)], "\r\n.\r\n"u8);
        }
    }

    private static async Task FillAsync(MailStore store, byte[] mail, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Mails; i++)
        {
            await using var writer = store.Blobs.Create();
            await writer.WriteAsync(mail, cancellationToken);
            var blob = await writer.CommitAsync(cancellationToken);
            await store.Inbox.AddAsync([new NewInboxMail { Blob = blob, From = "a", Subject = "s", Via = MailVia.Local }], cancellationToken);
        }
    }
}
