using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>
/// Judges what a resolver said: is a record signed, link by link, up to a trust anchor (RFC 4035 5)? Pure: it asks nobody and has no clock. Call it again with a fuller
/// bag while it says that it needs more.
/// </summary>
internal static class ChainValidator
{
    public static ChainVerdict Examine(DnsName name, DnsType type, RecordBag bag, TrustAnchors anchors, DateTimeOffset now) =>
        new Examination(type, bag, anchors, now).Run(name);
}
