using System.Diagnostics;
using ToxMail.Tests.Support.Hosts;

namespace ToxMail.Tests.Support.Dns;

/// <summary>Makes keys and signs zones with BIND's tools in one folder, where a parent finds the DS records of its children.</summary>
internal sealed class ZoneSigner(string folder)
{
    public static async Task MakeKeysAsync(string folder, string zone, CancellationToken cancellationToken)
    {
        await RunAsync(folder, "dnssec-keygen", ["-q", "-a", "ECDSAP256SHA256", "-f", "KSK", zone], cancellationToken);
        await RunAsync(folder, "dnssec-keygen", ["-q", "-a", "ECDSAP256SHA256", zone], cancellationToken);
    }

    /// <summary>Writes the zone as its state wants it and gives the file to serve.</summary>
    public async Task<ServedZone> WriteAsync(ZoneText zone, CancellationToken cancellationToken)
    {
        var plain = Path.Combine(folder, zone.FileName);
        var served = plain + ".served";
        await File.WriteAllTextAsync(plain, zone.Write(), cancellationToken);
        if (zone.State is ZoneState.Insecure or ZoneState.Stripped)
        {
            File.Copy(plain, served, overwrite: true);
            return new ServedZone(zone.Name, served);
        }

        await RunAsync(folder, "dnssec-signzone", [.. zone.SigningWords, "-S", "-q", "-o", zone.Name, "-f", served, plain], cancellationToken);
        if (zone.State is ZoneState.Forged)
        {
            var text = await File.ReadAllTextAsync(served, cancellationToken);
            await File.WriteAllTextAsync(served, text.Replace($"{SignedDnsWorld.TarekId}", $"{SignedDnsWorld.BobId}", StringComparison.Ordinal), cancellationToken);
        }

        return new ServedZone(zone.Name, served);
    }

    /// <summary>The DS records of a zone that was signed here.</summary>
    public Task<string> ReadDelegationAsync(string zone, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(Path.Combine(folder, $"dsset-{zone}"), cancellationToken);

    private static async Task RunAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await Command.TryAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder }, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {output}");
        }
    }
}
