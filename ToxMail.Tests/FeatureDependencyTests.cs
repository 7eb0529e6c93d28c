using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ToxMail.Tests;

public sealed class FeatureDependencyTests
{
    private const string Root = "ToxMail.Core.";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Addressing"] = [],
        ["Disk"] = [],
        ["Net"] = [],
        ["Tls"] = ["Disk", "Net"],
        ["Wire"] = ["Addressing"],
        ["Tox"] = ["Addressing", "Disk"],
        ["Store"] = ["Addressing", "Disk"],
        ["Names"] = ["Addressing", "Store"],
        ["Messages"] = ["Addressing"],
        ["Smtp"] = ["Addressing", "Net", "Store", "Names", "Messages"],
        ["Pop3"] = ["Addressing", "Net", "Store", "Messages"],
        ["Delivery"] = ["Addressing", "Disk", "Store", "Tox", "Wire", "Names", "Messages", "Relay"],
        ["Relay"] = ["Addressing", "Disk", "Store", "Tox", "Wire"],
        ["Hosting"] = ["Addressing", "Disk", "Net", "Tls", "Wire", "Tox", "Store", "Names", "Messages", "Smtp", "Pop3", "Delivery", "Relay"],
    };

    private static readonly Architecture Core = new ArchLoader().LoadAssemblies(typeof(ToxMail.Core.Addressing.PublicKey).Assembly).Build();

    public static TheoryData<string, string> Forbidden => new(
        from feature in Allowed.Keys
        from other in Allowed.Keys
        where feature != other && !Allowed[feature].Contains(other)
        select (feature, other));

    [Theory, MemberData(nameof(Forbidden))]
    public void Feature_does_not_use(string feature, string other) =>
        Types().That().ResideInNamespaceMatching(Pattern(feature))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(Pattern(other)))
            .WithoutRequiringPositiveResults()
            .Check(Core);

    [Fact]
    public void Every_feature_is_in_the_table() => Assert.Empty(
        Core.Types.Select(type => type.Namespace.FullName)
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..].Split('.')[0])
            .Distinct()
            .Except(Allowed.Keys));

    private static string Pattern(string feature) => $@"^ToxMail\.Core\.{feature}(\.|$)";
}
