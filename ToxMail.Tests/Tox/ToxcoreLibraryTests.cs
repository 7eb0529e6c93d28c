using ToxMail.Core.Tox;
using ToxMail.Core.Tox.Native;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class ToxcoreLibraryTests
{
    [Fact]
    public void The_installed_library_is_usable() => Assert.True(ToxcoreLibrary.Load() >= new Version(0, 2, 18));

    [Theory]
    [InlineData("0.2.18")]
    [InlineData("0.2.23")]
    [InlineData("0.2.99")]
    public void Takes_every_later_release_of_the_series(string version) =>
        Assert.Equal(new Version(version), ToxcoreLibrary.Check(new Version(version)));

    [Theory]
    [InlineData("0.2.17")]
    [InlineData("0.1.11")]
    [InlineData("0.3.0")]
    [InlineData("1.0.0")]
    public void Refuses_others_with_the_command_that_helps(string version)
    {
        var refusal = Assert.Throws<ToxUnavailableException>(() => ToxcoreLibrary.Check(new Version(version)));

        Assert.Contains(version, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install libtoxcore2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2.18", false)]
    [InlineData("0.2.19", true)]
    [InlineData("0.2.22", true)]
    [InlineData("0.2.23", false)]
    public void Warns_of_the_releases_with_a_known_fault(string version, bool warns) =>
        Assert.Equal(warns, ToxcoreLibrary.Warning(new Version(version))?.Contains("GHSA-42vg-9mg3-399f", StringComparison.Ordinal) ?? false);
}
