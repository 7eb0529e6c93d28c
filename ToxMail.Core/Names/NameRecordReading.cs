using ToxMail.Core.Addressing;

namespace ToxMail.Core.Names;

/// <summary>What the text of one TXT record is.</summary>
internal abstract record NameRecordReading
{
    private NameRecordReading()
    {
    }

    /// <summary>A Tox ID; <paramref name="Signed"/> when the record carries the <c>sign</c> of old name servers.</summary>
    internal sealed record Id(ToxId ToxId, bool Signed) : NameRecordReading;

    /// <summary>A record of Tox names that cannot be used.</summary>
    internal sealed record Bad(NameFault Fault, string Why) : NameRecordReading;

    /// <summary>A record of something else, such as a wildcard's.</summary>
    internal sealed record OfOthers : NameRecordReading;
}
