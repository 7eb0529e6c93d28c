using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Store;
using ToxMail.Core.Tls;

namespace ToxMail.Core.Hosting;

/// <summary>Registers the certificate of the mail servers, which is there before they open.</summary>
public static class TlsRegistration
{
    internal static IServiceCollection AddTls(this IServiceCollection services, ToxMailSettings settings, DataDirectory directory) => services
        .AddSingleton(provider => new TlsCertificates(
            settings.Tls,
            directory.Tls,
            NamesOf(settings),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TlsCertificates>>()))
        .AddSingleton(provider => provider.GetRequiredService<TlsCertificates>().Offer)
        .AddHostedService<CertificateRenewal>();

    /// <summary>What mail clients may call the servers: loopback, where they listen, and what the user added.</summary>
    public static ServerNames NamesOf(ToxMailSettings settings)
    {
        IPAddress[] listening = [.. settings.Smtp.Enabled ? [settings.Smtp.Address] : Array.Empty<IPAddress>(), .. settings.Pop3.Enabled ? [settings.Pop3.Address] : Array.Empty<IPAddress>()];
        var named = listening.Where(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)).Select(address => address.ToString());
        return ServerNames.Loopback.With([.. named, .. settings.Tls.Names]);
    }
}
