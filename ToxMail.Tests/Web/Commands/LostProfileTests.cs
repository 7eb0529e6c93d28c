using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web.Commands;

/// <summary>A data folder whose profile is gone: who makes a new one there is somebody else.</summary>
public sealed class LostProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-lost-").FullName;

    private string Profile => DataDirectory.ProfileIn(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("id")]
    [InlineData("check", "--ToxMail:Smtp:Port=0", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0")]
    [InlineData("password", "list")]
    [InlineData("profile", "export", "never.tox")]
    public async Task No_command_makes_another_identity(params string[] words)
    {
        await CommandRun.OfAsync("password", "add", "Mutt", "--data", _folder);
        File.Delete(Profile);
        File.Delete(Profile + ".bak");

        var run = await CommandRun.OfAsync([.. words, "--data", _folder]);

        Assert.Equal(ExitCode.Failure, run.Code);
        Assert.Contains("toxmail profile import FILE", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Profile));
    }

    [Fact]
    public async Task It_is_taken_back_from_the_one_before()
    {
        var id = await CommandRun.OfAsync("id", "--data", _folder);
        await CommandRun.OfAsync("password", "add", "Mutt", "--data", _folder);
        File.Delete(Profile);

        var imported = await CommandRun.OfAsync("profile", "import", Profile + ".bak", "--data", _folder);

        Assert.Equal((ExitCode.Success, ""), (imported.Code, imported.Errors));
        Assert.Equal(id, await CommandRun.OfAsync("id", "--data", _folder));
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_before_the_profile_is_none()
    {
        DataDirectory.Open(_folder).Dispose();
        await File.WriteAllTextAsync(DataDirectory.ApiTokenIn(_folder), new string('a', 64), TemporaryStore.Ct);

        var added = await CommandRun.OfAsync("password", "add", "Mutt", "--data", _folder);

        Assert.Equal((ExitCode.Success, ""), (added.Code, added.Errors));
        Assert.True(File.Exists(Profile));
    }
}
