using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Names;

/// <summary>How names are looked up and what follows from it: <c>ToxMail:Names</c>.</summary>
public sealed record NamesOptions
{
    /// <summary>Who is asked.</summary>
    public ResolverAddress Resolver { get; init; } = new ResolverAddress.OfSystem();

    /// <summary>Who vouches for the certificate of a <c>tls://</c> or <c>https://</c> resolver; null for the authorities of the system.</summary>
    public X509Certificate2Collection? ResolverAuthorities { get; init; }

    /// <summary>Where every proof begins.</summary>
    public TrustAnchors TrustAnchors { get; init; } = TrustAnchors.Root;

    /// <summary>Mail to a proved name adds the contact by itself; off: it is parked like mail to an unproved one.</summary>
    public bool AddProved { get; init; } = true;

    /// <summary>How often a known name is looked up again.</summary>
    public TimeSpan CheckPinsEvery { get; init; } = TimeSpan.FromDays(1);
}
