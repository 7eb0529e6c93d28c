using ToxMail.Core.Relay;
using ToxMail.Tests.Simulation;

namespace ToxMail.Bench;

/// <summary>Prints the tables of <c>docs/simulation.md</c>: <c>bench/simulate.sh [nodes...] [probes]</c>.</summary>
internal static class Simulation
{
    private static readonly double[] _duties = [0.1, 0.25, 0.5];
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(10);

    public static void Run(IReadOnlyList<string> wanted)
    {
        foreach (var nodes in wanted.Where(word => word.All(char.IsDigit)).DefaultIfEmpty("1000").Select(int.Parse))
        {
            Compare(nodes, nodes >= 10_000 ? 200 : Math.Max(200, nodes));
        }

        if (wanted.Contains("attacks"))
        {
            Attacks(100, 400);
        }

        if (wanted.Contains("probes"))
        {
            Probes(seeds: 100, nodes: 200);
        }
    }

    private static void Compare(int nodes, int mails)
    {
        Console.WriteLine($"| n = {nodes}, {mails} mails | duty | in 24 h | in 72 h | in 7 d | copies | of receipts | confirmed |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var duty in _duties)
        {
            Line("direct", Worlds.Of(Worlds.Direct, nodes, mails, duty));
            Line("one relay, seen by it", Worlds.Of(Worlds.OneRelay, nodes, mails, duty));
            Line("the plan", Worlds.Of(Worlds.Plan, nodes, mails, duty));
            Line("as designed", Worlds.Of(Worlds.Designed, nodes, mails, duty));
            Line("designed, one later envelope", Worlds.Of(Worlds.DesignedLater, nodes, mails, duty));
            if (nodes < 10_000)
            {
                Line("epidemic", Worlds.Of(Worlds.Epidemic, nodes, mails, duty));
                Line("one store node", Worlds.Of(Worlds.OneRelay, nodes, mails, duty) with { HasStoreNode = true });
                Line("the plan, no common contact", Worlds.Of(Worlds.Plan, nodes, mails, duty) with { WithoutCommonContact = true });
            }
        }
    }

    private static void Attacks(int nodes, int mails)
    {
        foreach (var duty in _duties)
        {
            var plan = Worlds.Of(Worlds.Plan, nodes, mails, duty);
            Line("undisturbed", plan);
            Line("30 % droppers", plan with { Droppers = 0.3 });
            Line("2 % flooders silent", plan with { Flooders = 0.02 });
            Line("2 % flooders at 100 times", plan with { Flooders = 0.02, FloodPerDay = 100 });
            Line("the same, 20 per contact, 64 in all", plan with { Flooders = 0.02, FloodPerDay = 100, Relay = Tight(64, 20) });
            Line("room for 128 envelopes", plan with { Relay = Tight(128, 40) });
            Line("room for 64 envelopes", plan with { Relay = Tight(64, 20) });
            Line("room for 32 envelopes", plan with { Relay = Tight(32, 10) });
            Line("10 % away for ten days, life 12 d", plan with { Absent = 0.1, Life = TimeSpan.FromDays(12) });
            Line("links up after 10 to 120 s", plan with { LeastLinkDelay = _delay, MostLinkDelay = _delay * 12 });
            Line("process restarts every session", plan with { Restarts = true });
            Line("a quarter of the edges hidden", plan with { Hidden = 0.25 });
        }
    }

    private static RelayOptions Tight(int envelopes, int perContact) =>
        Worlds.Plan with { StoreBytes = envelopes * 4096, PerContactEnvelopes = perContact };

    private static void Probes(int seeds, int nodes)
    {
        Console.WriteLine("| probe | AUC | seen, contacts | seen, strangers |\n| --- | --- | --- | --- |");
        foreach (var (name, sign, hidden, policy, hops, relay) in Cases())
        {
            var contacts = Scores(true);
            var strangers = Scores(false);
            Console.WriteLine($"| {name} | {Probe.AreaUnderCurve(contacts, strangers):F2} | {contacts.Count(double.IsFinite)} | {strangers.Count(double.IsFinite)} |");

            double[] Scores(bool areContacts) => [.. Enumerable.Range(1, seeds).Select(seed =>
            {
                var probe = new Probe { Sign = sign, AreContacts = areContacts, IsHidden = hidden, Policy = policy, Hops = hops };
                new World(new WorldSettings { Seed = seed, Nodes = nodes, Mails = 0, Relay = relay }, probe).Run();
                return probe.Score;
            })];
        }
    }

    private static IEnumerable<(string Name, ProbeSign Sign, bool Hidden, ReceiptPolicy Policy, byte Hops, RelayOptions Relay)> Cases()
    {
        var atOnce = Worlds.Plan with { ReceiptGrid = TimeSpan.FromMinutes(1) };
        yield return ("tail of the design, receipt at once", ProbeSign.Receipt, false, ReceiptPolicy.Prompt, 0, Worlds.Designed with { ReceiptGrid = TimeSpan.FromMinutes(1) });
        yield return ("tail of the design, prompt", ProbeSign.Receipt, false, ReceiptPolicy.Prompt, 0, Worlds.Designed);
        foreach (var hops in new byte[] { 0, 1, 2 })
        {
            yield return ($"hop {hops}, receipt at once", ProbeSign.Receipt, false, ReceiptPolicy.Prompt, hops, atOnce);
            yield return ($"hop {hops}, prompt", ProbeSign.Receipt, false, ReceiptPolicy.Prompt, hops, Worlds.Plan);
            yield return ($"hop {hops}, guarded", ProbeSign.Receipt, false, ReceiptPolicy.Guarded, hops, Worlds.Plan);
            yield return ($"hop {hops}, strict", ProbeSign.Receipt, false, ReceiptPolicy.Strict, hops, Worlds.Plan);
            yield return ($"hop {hops}, prompt, hidden", ProbeSign.Receipt, true, ReceiptPolicy.Prompt, hops, Worlds.Plan);
            yield return ($"hop {hops}, guarded, hidden", ProbeSign.Receipt, true, ReceiptPolicy.Guarded, hops, Worlds.Plan);
            yield return ($"hop {hops}, end of her mail, prompt", ProbeSign.End, false, ReceiptPolicy.Prompt, hops, Worlds.Plan);
            yield return ($"hop {hops}, end of her mail, guarded", ProbeSign.End, false, ReceiptPolicy.Guarded, hops, Worlds.Plan);
            yield return ($"hop {hops}, end of her mail, strict", ProbeSign.End, false, ReceiptPolicy.Strict, hops, Worlds.Plan);
            yield return ($"hop {hops}, end of her mail, prompt, hidden", ProbeSign.End, true, ReceiptPolicy.Prompt, hops, Worlds.Plan);
            yield return ($"hop {hops}, marked envelope", ProbeSign.Echo, false, ReceiptPolicy.Guarded, hops, Worlds.Plan);
            yield return ($"hop {hops}, marked envelope, hidden", ProbeSign.Echo, true, ReceiptPolicy.Guarded, hops, Worlds.Plan);
        }
    }

    private static void Line(string name, WorldSettings settings)
    {
        var result = new World(settings).Run();
        Console.WriteLine($"| {name} | {settings.Duty:P0} | {result} | {(result.Reappeared > 0 ? $"{result.Reappeared} came back" : "")}");
    }
}
