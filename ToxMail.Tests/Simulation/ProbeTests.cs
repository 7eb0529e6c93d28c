using ToxMail.Core.Relay;
using Xunit;

namespace ToxMail.Tests.Simulation;

/// <summary>What a contact of both can find out about whether Bob and Sarah are contacts: <c>docs/threat-model.md</c>.</summary>
public sealed class ProbeTests
{
    private const int Seeds = 30;

    [Theory]
    [InlineData(ReceiptPolicy.Guarded, false)]
    [InlineData(ReceiptPolicy.Strict, false)]
    [InlineData(ReceiptPolicy.Prompt, true)]
    internal void The_receipt_of_a_mail_that_Bob_alone_could_bring_tells_nothing(ReceiptPolicy policy, bool hidden) =>
        Assert.InRange(Area(contacts => new Probe { Sign = ProbeSign.Receipt, AreContacts = contacts, Policy = policy, IsHidden = hidden, Hops = 1 }), 0.45, 0.55);

    [Fact]
    public void A_receipt_without_guard_tells_nearly_all() =>
        Assert.InRange(Area(contacts => new Probe { Sign = ProbeSign.Receipt, AreContacts = contacts, Policy = ReceiptPolicy.Prompt, Hops = 1 }), 0.7, 1);

    [Theory]
    [InlineData(ReceiptPolicy.Guarded, false)]
    [InlineData(ReceiptPolicy.Strict, false)]
    [InlineData(ReceiptPolicy.Prompt, true)]
    internal void The_end_of_a_mail_whose_receipt_Bob_alone_could_bring_tells_nothing(ReceiptPolicy policy, bool hidden) =>
        Assert.InRange(Area(contacts => new Probe { Sign = ProbeSign.End, AreContacts = contacts, Policy = policy, IsHidden = hidden, Hops = 1 }), 0.45, 0.55);

    [Fact]
    public void The_end_of_a_mail_without_guard_tells_nearly_all() =>
        Assert.InRange(Area(contacts => new Probe { Sign = ProbeSign.End, AreContacts = contacts, Policy = ReceiptPolicy.Prompt, Hops = 1 }), 0.7, 1);

    [Fact]
    public void A_marked_envelope_in_the_log_of_Sarah_tells_nothing_when_Bob_hides_her() =>
        Assert.InRange(Area(contacts => new Probe { Sign = ProbeSign.Echo, AreContacts = contacts, IsHidden = true }), 0.45, 0.55);

    private static double Area(Func<bool, Probe> probe) => Probe.AreaUnderCurve(Scores(() => probe(true)), Scores(() => probe(false)));

    private static double[] Scores(Func<Probe> make) => [.. Enumerable.Range(1, Seeds).Select(seed =>
    {
        var probe = make();
        new World(new WorldSettings { Seed = seed, Nodes = 60, Mails = 0 }, probe).Run();
        return probe.Score;
    })];
}
