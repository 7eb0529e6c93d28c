namespace ToxMail.Core.Names.Dns;

/// <summary>How a question ended, with the upper bits that EDNS adds (RFC 6891 6.1.3). Others keep their number.</summary>
internal enum DnsRcode : ushort
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,

    /// <summary>NXDOMAIN.</summary>
    NoSuchDomain = 3,
    NotImplemented = 4,
    Refused = 5,
}
