using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Dns.Signing;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>One way in which a zone can be right or wrong.</summary>
/// <param name="Label">Part of the zone's name.</param>
/// <param name="Expected">What every validator has to say of <c>bob._tox</c> in it.</param>
/// <param name="Build">Makes the zone so.</param>
internal sealed record ZoneCase(string Label, Outcome Expected, Action<ZoneBuilder> Build)
{
    /// <summary>The name that is asked for.</summary>
    public static DnsName Question(DnsName zone) => DnsName.Parse($"bob._tox.{zone}");
}
