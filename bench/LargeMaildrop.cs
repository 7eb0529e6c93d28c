using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>A maildrop of a hundred thousand mails: what a client waits for from its login on, and what that costs in memory.</summary>
internal static class LargeMaildrop
{
    private const int BatchSize = 500;
    private const double Megabyte = 1_000_000;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var count = context.Quick ? 10_000 : 100_000;
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("grace", MailCircle.Plain)], cancellationToken);
        var grace = circle.Users[0];
        await grace.Node.StopAsync(NodeProcess.StopTimeout, cancellationToken);
        await FillAsync(grace, count, cancellationToken);
        await grace.StartAsync(cancellationToken);

        // The second login is measured: the first one compiles.
        await (await grace.OpenPop3Async(cancellationToken)).DisposeAsync();
        var before = grace.Node.Figures.ResidentBytes;
        var clock = Stopwatch.StartNew();
        await using var pop3 = await grace.OpenPop3Async(cancellationToken);
        await pop3.CommandAsync("STAT", cancellationToken);
        var first = clock.Elapsed;
        await pop3.UidsAsync(cancellationToken);
        var listed = clock.Elapsed - first;
        Report.Single($"POP3, {count} mails, login to the answer to STAT", $"{first.TotalMilliseconds:0} ms", "");
        Report.Single($"POP3, {count} mails, all of UIDL", $"{listed.TotalMilliseconds:0} ms", "");
        Report.Single($"POP3, {count} mails, memory of the session", $"{(grace.Node.Figures.ResidentBytes - before) / Megabyte:0} MB", "");
    }

    private static async Task FillAsync(MailUser user, int count, CancellationToken cancellationToken)
    {
        var own = new OwnIdentity(ToxId.Parse(user.ToxId));
        using var directory = DataDirectory.Open(user.Node.DataDirectory);
        await using var store = new MailStore(directory, own, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await store.PrepareAsync(cancellationToken);
        for (var added = 0; added < count; added += BatchSize)
        {
            var mails = new List<NewInboxMail>(BatchSize);
            for (var i = 0; i < BatchSize; i++)
            {
                mails.Add(await MailAsync(store, cancellationToken));
            }

            await store.Inbox.AddAsync(mails, cancellationToken);
        }
    }

    private static async Task<NewInboxMail> MailAsync(MailStore store, CancellationToken cancellationToken)
    {
        await using var blob = store.Blobs.Create();
        await blob.WriteAsync("Subject: one of very many\r\n\r\nHello.\r\n"u8.ToArray(), cancellationToken);
        return new NewInboxMail { Blob = await blob.CommitAsync(cancellationToken), From = "x@tox.alt", Subject = "one of very many", Via = MailVia.Local };
    }
}
