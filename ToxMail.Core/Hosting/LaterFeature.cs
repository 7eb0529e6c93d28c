namespace ToxMail.Core.Hosting;

/// <summary>
/// Keys of the configuration table whose feature is still to come. A file written for a later version starts here too, with a word
/// that they have no effect; each feature takes its line out when it lands.
/// </summary>
internal static class LaterFeature
{
    private static readonly string[] Sections = ["ToxMail:Names", "ToxMail:Relay"];

    /// <summary>Keys that are read and kept, but whose feature is not there: a port for TLS, as long as there is no certificate.</summary>
    public static IEnumerable<string> WithoutEffect(ToxMailSettings settings) =>
    [
        .. settings.Smtp.TlsPort == 0 ? Array.Empty<string>() : ["ToxMail:Smtp:TlsPort"],
        .. settings.Pop3.TlsPort == 0 ? Array.Empty<string>() : ["ToxMail:Pop3:TlsPort"],
    ];

    public static bool Owns(string key) =>
        Sections.Any(section => key.Equals(section, StringComparison.OrdinalIgnoreCase) || key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase));
}
