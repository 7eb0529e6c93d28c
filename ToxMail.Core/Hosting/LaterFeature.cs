namespace ToxMail.Core.Hosting;

/// <summary>
/// Keys of the configuration table whose feature is still to come. A file written for a later version starts here too, with a word
/// that they have no effect; each feature takes its line out when it lands.
/// </summary>
internal static class LaterFeature
{
    private static readonly string[] Values =
    [
        "Relay:Mode",
        "Relay:StoreBytes",
        "Relay:PerContactBytes",
        "Relay:PerContactEnvelopes",
        "Relay:DailyBytesPerContact",
        "Relay:MaxMailBytes",
        "Relay:InjectAfter",
        "Relay:Tick",
        "Relay:MaxWantDelay",
        "Relay:ReceiptPolicy",
        "Relay:ReceiptGrid",
        "Relay:TailProbability",
    ];

    private static readonly string[] Lists = ["Relay:EscalateAfter", "Relay:Hops"];

    /// <summary>Asks for every one of these keys, so that none counts as mistyped, and gives those that are there.</summary>
    public static IReadOnlyList<string> ReadFrom(SettingsReader reader) =>
    [
        .. Values.Where(key => !string.IsNullOrWhiteSpace(reader.Text(key))).Select(Named),
        .. Lists.Where(key => reader.ReadList<string>(key, [], AnyText, "").Count > 0).Select(Named),
    ];

    private static string Named(string key) => $"{SettingsReader.Root}:{key}";

    private static bool AnyText(string text, out string value)
    {
        value = text;
        return true;
    }
}
