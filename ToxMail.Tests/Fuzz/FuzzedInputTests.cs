using ToxMail.Fuzz.Targets;
using Xunit;

namespace ToxMail.Tests.Fuzz;

/// <summary>What the fuzzer begins with, and every input that it once found a fault with: <c>fuzz/README.md</c>.</summary>
public sealed class FuzzedInputTests
{
    private static readonly string Found = Path.Combine(AppContext.BaseDirectory, "found");

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    public static TheoryData<string, string> FoundInputs => new(
        Directory.EnumerateFiles(Found, "*", SearchOption.AllDirectories).Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file))));

    [Theory, MemberData(nameof(Targets))]
    public void Seeds_hold(string name)
    {
        var target = FuzzTargets.All[name]();
        using var disposable = target as IDisposable;
        Assert.NotEmpty(target.Seeds);
        Assert.All(target.Seeds, target.Run);
    }

    [Theory, MemberData(nameof(FoundInputs))]
    public void Found_inputs_hold(string name, string file)
    {
        var target = FuzzTargets.All[name]();
        using var disposable = target as IDisposable;
        target.Run(File.ReadAllBytes(Path.Combine(Found, name, file)));
    }
}
