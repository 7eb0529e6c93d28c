using ToxMail.Bench;
using ToxMail.Tests.Support.Nodes;

if (args is ["simulate", .. var worlds])
{
    Simulation.Run(worlds);
    return;
}

using var end = new CancellationTokenSource(TimeSpan.FromMinutes(20));
var quick = args.Contains("--quick");
var wanted = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
await using var circle = await MailCircle.StartAsync(tcpOnly: false, end.Token, "alice", "bob");
using var bare = await BarePair.StartAsync(circle.Network, end.Token);
var context = new BenchContext(circle, bare, quick);
(string Name, Func<BenchContext, CancellationToken, Task> Run)[] parts =
[
    ("idle", IdleCost.RunAsync),
    ("latency", Latency.RunAsync),
    ("small", SmallMails.RunAsync),
    ("bulk", BulkThroughput.RunAsync),
    ("memory", MemoryOfLargeMail.RunAsync),
    ("smtp", Acceptance.RunAsync),
    ("pop3", MaildropDownload.RunAsync),
    ("maildrop", LargeMaildrop.RunAsync),
    ("allocation", Allocation.RunAsync),
    ("seal", Sealing.RunAsync),
    ("relay", EnvelopeStorage.RunAsync),
    ("catchup", CatchingUp.RunAsync),
    (IdleOctets.Name, IdleOctets.RunAsync),
];
Report.Header();
foreach (var part in parts.Where(part => (wanted.Length == 0 && part.Name != IdleOctets.Name) || wanted.Contains(part.Name)))
{
    await part.Run(context, end.Token);
}
