using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Tox;
using ToxMail.Tests.Support;
using ToxMail.Web.Live;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class PlainTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-44, "just now")]
    [InlineData(10, "in a moment")]
    [InlineData(-60, "1 min ago")]
    [InlineData(300, "in 5 min")]
    [InlineData(-7200, "2 h ago")]
    [InlineData(-259200, "3 days ago")]
    public void Times_are_told_as_a_person_does(int seconds, string words) => Assert.Equal(words, Plain.Time(Now.AddSeconds(seconds), Now));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(812, "812 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(14_300, "14 kB")]
    [InlineData(3_210_000, "3.2 MB")]
    [InlineData(2_147_483_648, "2.1 GB")]
    public void Sizes_are_told_in_thousands(long bytes, string words) => Assert.Equal(words, Plain.Size(bytes));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(4096, "4 KiB")]
    [InlineData(6_815_744, "6.5 MiB")]
    [InlineData(536_870_912, "512 MiB")]
    [InlineData(1_099_511_627_776, "1024 GiB")]
    public void What_the_relay_holds_is_told_as_its_limits_are(long bytes, string words) => Assert.Equal(words, RelayPlain.Size(bytes));

    [Theory]
    [InlineData("1", "Give out Tox ID no. 3 instead.")]
    [InlineData("", null)]
    [InlineData("13", "no other Tox ID of this node has room")]
    public void The_operator_of_a_full_instance_is_told_which_other_to_give_out(string full, string? words)
    {
        // The second one does not run.
        var instances = Enumerable.Range(1, 3).Select(number => Instance(number, isRunning: number != 2, isFull: full.Contains((char)('0' + number), StringComparison.Ordinal))).ToList();

        var advice = RelayPlain.WhenFull(instances[0], instances);

        Assert.Equal(words is null, advice is null);
        Assert.Contains(words ?? "", advice ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sarah Miller", "Sarah.Miller")]
    [InlineData(" Bob ", "Bob")]
    [InlineData("Zoë", "")]
    [InlineData("me", "")]
    [InlineData("", "")]
    public void A_name_is_proposed_as_an_alias_when_it_can_be_one(string name, string alias) => Assert.Equal(alias, Typed.AsAlias(name));

    [Fact]
    public void A_key_in_an_address_is_cut_short()
    {
        Assert.Equal("7E5668E0…@tox.alt", Plain.Short("7E5668E0EE09E19F320AD47902419331FFEE147BB3606769CFBE921A2A2FD34C@tox.alt"));
        Assert.Equal("bob@example.org", Plain.Short("bob@example.org"));
    }

    private static StoreInstance Instance(int number, bool isRunning, bool isFull) => new()
    {
        Number = number,
        Id = isRunning ? TemporaryStore.Id((byte)number) : null,
        Connection = ToxConnection.None,
        Members = 0,
        IsFull = isFull,
        Online = 0,
        InToday = 0,
        OutToday = 0,
        Fault = null,
    };
}
