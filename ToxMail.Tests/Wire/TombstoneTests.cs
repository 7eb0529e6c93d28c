using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Wire;

public sealed class TombstoneTests
{
    [Fact]
    public void Commitment_is_the_one_of_the_test_vector()
    {
        var release = new Tombstone(Convert.FromHexString("8348d1803a0eb218c8cf2925b0ae0c5b9615cf43efb6bc5be5f0c875f7f79777"));

        Assert.Equal("F95D6A4FDEAD2EB488FCD6336B4078BE800BFE809332EF679547CEA21F8AA2A7", Convert.ToHexString(release.Commitment().ToArray()));
    }
}
