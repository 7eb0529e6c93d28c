using CsCheck;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using Xunit;

namespace ToxMail.Tests.Names;

public sealed class NameRecordTests
{
    private const string Id = "545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C37107090";
    private const string WrongId = "545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C37107091";
    private const string OtherId = "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39A6";

    [Theory]
    [InlineData($"v=tox1;id={Id}")]
    [InlineData($"id={Id};v=tox1")]
    [InlineData($"  v = tox1 ;  id = {Id} ; ")]
    [InlineData($"V=TOX1;ID={Id}")]
    [InlineData($"v=tox1;;note=a=b=c;id={Id};sign=")]
    public void Reads_what_a_careful_owner_may_have_written(string text) =>
        Assert.Equal(new NameRecordReading.Id(ToxId.Parse(Id), Signed: false), NameRecord.Read(text));

    [Fact]
    public void Reads_digits_of_either_case() =>
        Assert.Equal(new NameRecordReading.Id(ToxId.Parse(Id), Signed: false), NameRecord.Read($"v=tox1;id={Id.ToLowerInvariant()}"));

    [Fact]
    public void Tells_that_an_old_server_signed_it() =>
        Assert.Equal(new NameRecordReading.Id(ToxId.Parse(Id), Signed: true), NameRecord.Read($"v=tox1;id={Id};sign=u+u+sQ516e9VKJRMiubQiRrWiVN0Nt98=="));

    [Theory]
    [InlineData("v=tox1", "no id")]
    [InlineData("v=tox1;id=", "76 hexadecimal digits")]
    [InlineData("v=tox1;id=545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C3710", "76 hexadecimal digits")]
    [InlineData($"v=tox1;id={Id};id={OtherId}", "more than one id")]
    [InlineData($"v=tox1;id={Id};id={Id}", "more than one id")]
    [InlineData($"v=tox1;v=tox2;id={Id}", "more than once")]
    [InlineData($"v=tox1\\;id={Id}", "backslashes")]
    [InlineData("v=tox2;pub=545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734;check=ABCD", "tox2")]
    [InlineData("v=tox3;id=abc", "tox3")]
    [InlineData("v=tox;pub=545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734", "key of an old name server")]
    [InlineData($"v=tox9;id={Id}", "not known")]
    public void Says_why_a_record_cannot_be_used(string text, string words)
    {
        var bad = Assert.IsType<NameRecordReading.Bad>(NameRecord.Read(text));

        Assert.Equal(NameFault.BadRecord, bad.Fault);
        Assert.Contains(words, bad.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_mistyped_digit() =>
        Assert.Equal(NameFault.WrongChecksum, Assert.IsType<NameRecordReading.Bad>(NameRecord.Read($"v=tox1;id={WrongId}")).Fault);

    [Theory]
    [InlineData("")]
    [InlineData("v=spf1 -all")]
    [InlineData("v=DMARC1; p=none")]
    [InlineData("google-site-verification=abc")]
    [InlineData($"id={Id}")]
    public void Leaves_records_of_others_alone(string text) => Assert.IsType<NameRecordReading.OfOthers>(NameRecord.Read(text));

    [Fact]
    public void Reads_what_it_writes() =>
        Gen.Byte.Array[36].Sample(bytes =>
        {
            var id = new ToxId(new PublicKey(bytes.AsSpan(0, 32)), BitConverter.ToUInt32(bytes, 32));
            Assert.Equal(new NameRecordReading.Id(id, Signed: false), NameRecord.Read(NameRecord.TextFor(id)));
        });

    [Fact]
    public void No_text_is_too_odd_to_be_read() => Gen.String.Sample(text => Assert.NotNull(NameRecord.Read(text)));

    [Fact]
    public void Equal_ids_in_several_records_are_one() =>
        Assert.Equal(new NameRecordReading.Id(ToxId.Parse(Id), Signed: true), NameRecords.Choose([$"v=tox1;id={Id}", "v=spf1", $"v=tox1;id={Id};sign=AA=="]));

    [Fact]
    public void Different_ids_are_ambiguous() =>
        Assert.Equal(NameFault.SeveralIds, Assert.IsType<NameRecordReading.Bad>(NameRecords.Choose([$"v=tox1;id={Id}", $"v=tox1;id={OtherId}"])).Fault);

    [Fact]
    public void A_record_beside_it_that_cannot_be_used_does_not_spoil_the_name() =>
        Assert.IsType<NameRecordReading.Id>(NameRecords.Choose(["v=tox3;id=abc", $"v=tox1;id={Id}", $"v=tox1;id={WrongId}"]));

    [Fact]
    public void A_fault_is_told_when_there_is_nothing_better() =>
        Assert.IsType<NameRecordReading.Bad>(NameRecords.Choose(["v=spf1", "v=tox3;id=abc"]));

    [Fact]
    public void Half_a_record_is_never_joined_with_another() =>
        Assert.IsType<NameRecordReading.Bad>(NameRecords.Choose([$"v=tox1;id={Id[..38]}", Id[38..]]));
}
