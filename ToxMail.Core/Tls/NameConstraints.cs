using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ToxMail.Core.Tls;

/// <summary>
/// Holds a CA to a few names (RFC 5280 4.2.1.10), so that whoever steals its key cannot pose as any other server to a client that trusts it.
/// .NET has no type for this extension.
/// </summary>
internal static class NameConstraints
{
    private const string Oid = "2.5.29.30";

    // Every address that means this machine: 127.0.0.0/8 and ::1.
    private const int LoopbackPrefix = 8;

    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>Permits these names and no others of their kinds.</summary>
    public static X509Extension Of(ServerNames names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Permitted))
        {
            foreach (var host in names.Hosts)
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, host, DnsName);
                }
            }

            foreach (var subnet in names.Addresses.Select(Subnet).DistinctBy(Convert.ToHexString))
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(subnet, IpAddress);
                }
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    /// <summary>An address and its mask, one after the other.</summary>
    private static byte[] Subnet(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var isLoopback = address.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(address);
        var mask = Enumerable.Range(0, bytes.Length).Select(i => !isLoopback || i < LoopbackPrefix / 8 ? byte.MaxValue : (byte)0).ToArray();
        return [.. bytes.Zip(mask, (octet, bits) => (byte)(octet & bits)), .. mask];
    }
}
