using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>Where every proof begins: the keys of the root, or of other zones, that the configuration names.</summary>
public sealed class TrustAnchors
{
    private readonly IReadOnlyList<TrustAnchor> _anchors;

    private TrustAnchors(IReadOnlyList<TrustAnchor> anchors) => _anchors = anchors;

    /// <summary>The root's keys of 2017 and 2024 (https://data.iana.org/root-anchors/root-anchors.xml).</summary>
    public static IReadOnlyList<string> RootTexts { get; } =
    [
        ". DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
        ". DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
    ];

    /// <summary>The root's.</summary>
    public static TrustAnchors Root { get; } = TryParse(RootTexts, out var anchors, out _) ? anchors : throw new FormatException("The root's trust anchors.");

    /// <summary>Reads DS records, each as <c>. DS 20326 8 2 E06D…</c>, and gives the first line that is none; no lines mean that nothing can be proved.</summary>
    public static bool TryParse(IEnumerable<string> lines, [NotNullWhen(true)] out TrustAnchors? anchors, [NotNullWhen(false)] out string? wrongLine)
    {
        anchors = null;
        wrongLine = null;
        var read = new List<TrustAnchor>();
        foreach (var line in lines)
        {
            if (!TrustAnchor.TryParse(line, out var anchor))
            {
                wrongLine = line;
                return false;
            }

            read.Add(anchor);
        }

        anchors = new TrustAnchors(read);
        return true;
    }

    /// <summary>The nearest zone at or above a name that has an anchor.</summary>
    internal DnsName? ZoneAbove(DnsName name) => _anchors.Select(static anchor => anchor.Zone).Where(name.IsUnder).MaxBy(static zone => zone.LabelCount);

    internal IReadOnlyList<DelegationData> KeysOf(DnsName zone) => [.. _anchors.Where(anchor => anchor.Zone.Equals(zone)).Select(static anchor => anchor.Key)];
}
