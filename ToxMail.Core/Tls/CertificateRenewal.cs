using Microsoft.Extensions.Hosting;

namespace ToxMail.Core.Tls;

/// <summary>Looks at the certificate every minute: it may be due, or its files may have changed.</summary>
public sealed class CertificateRenewal(TlsCertificates certificates, TimeProvider time) : BackgroundService
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The first look comes before the servers open.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        certificates.Refresh();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        await using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            certificates.Refresh();
        }
    }
}
