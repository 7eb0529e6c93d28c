using System.Globalization;
using ToxMail.Core.Relay;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Hosting;

/// <summary>Reads the section <c>ToxMail:Relay</c>.</summary>
internal static class RelaySettings
{
    private const string HopsRule = "it has to be a number from 0 to 12.";
    private const string ProbabilityRule = "it has to be a number from 0 to 1, such as 0.03.";

    private static readonly string SizeRule = $"it has to be a number of octets from 0 to {RelayLimits.LargestSize}.";
    private static readonly string MailSizeRule = $"it has to be a number of octets from 0 to {RelayLimits.LargestMail}.";
    private static readonly string CountRule = $"it has to be a number of envelopes from 0 to {RelayLimits.MostEnvelopes}.";

    private static readonly string InstancesRule = $"it has to be a number of Tox instances from 1 to {WireFormat.MaxInstances}.";
    private static readonly string MembersRule = $"it has to be a number of members from 0 to {RelayLimits.MostMembers}.";

    public static RelayOptions Read(SettingsReader reader)
    {
        var defaults = new RelayOptions();
        return Limits(reader, Times(reader, defaults)) with
        {
            Mode = Choice(reader, "Relay:Mode", defaults.Mode),
            ReceiptPolicy = Choice(reader, "Relay:ReceiptPolicy", defaults.ReceiptPolicy),
            Instances = reader.Read("Relay:Instances", defaults.Instances, InstanceCount, InstancesRule),
            Hops = reader.ReadList("Relay:Hops", defaults.Hops, Hop, HopsRule),
            TailProbability = reader.Read("Relay:TailProbability", defaults.TailProbability, Probability, ProbabilityRule),
        };
    }

    /// <summary>What no single value can break.</summary>
    public static IEnumerable<string> Faults(RelayOptions relay)
    {
        if (relay.Hops.Count != relay.EscalateAfter.Count + 1)
        {
            yield return $"ToxMail:Relay:Hops has {relay.Hops.Count} numbers and ToxMail:Relay:EscalateAfter {relay.EscalateAfter.Count} times: "
                + "the first number is for the first envelope, and each time of EscalateAfter needs one more.";
        }

        if (!relay.EscalateAfter.Prepend(relay.InjectAfter).SequenceEqual(relay.EscalateAfter.Prepend(relay.InjectAfter).Order()))
        {
            yield return "ToxMail:Relay:EscalateAfter has to rise, from ToxMail:Relay:InjectAfter on.";
        }
    }

    private static RelayOptions Limits(SettingsReader reader, RelayOptions options) => options with
    {
        StoreBytes = reader.Read("Relay:StoreBytes", options.StoreBytes, Size, SizeRule),
        PerContactBytes = reader.Read("Relay:PerContactBytes", options.PerContactBytes, Size, SizeRule),
        PerContactEnvelopes = reader.Read("Relay:PerContactEnvelopes", options.PerContactEnvelopes, Count, CountRule),
        DailyBytesPerContact = reader.Read("Relay:DailyBytesPerContact", options.DailyBytesPerContact, Size, SizeRule),
        MaxMailBytes = reader.Read("Relay:MaxMailBytes", options.MaxMailBytes, MailSize, MailSizeRule),
        MaxMembers = reader.Read("Relay:MaxMembers", options.MaxMembers, Members, MembersRule),
    };

    private static RelayOptions Times(SettingsReader reader, RelayOptions options) => options with
    {
        InjectAfter = reader.Read("Relay:InjectAfter", options.InjectAfter, SettingsText.SpanOrZero, SettingsText.SpanOrZeroRule),
        Tick = reader.Read("Relay:Tick", options.Tick, SettingsText.Span, SettingsText.SpanRule),
        MaxWantDelay = reader.Read("Relay:MaxWantDelay", options.MaxWantDelay, SettingsText.SpanOrZero, SettingsText.SpanOrZeroRule),
        EscalateAfter = reader.ReadList("Relay:EscalateAfter", options.EscalateAfter, SettingsText.Span, SettingsText.SpanRule),
        ReceiptGrid = reader.Read("Relay:ReceiptGrid", options.ReceiptGrid, SettingsText.Span, SettingsText.SpanRule),
    };

    private static T Choice<T>(SettingsReader reader, string key, T fallback)
        where T : struct, Enum => reader.Read(key, fallback, SettingsText.Choice, $"it has to be {string.Join(", ", Enum.GetNames<T>()[..^1])} or {Enum.GetNames<T>()[^1]}.");

    private static bool Size(string text, out long value) => SettingsText.Size(text, out value) && value <= RelayLimits.LargestSize;

    private static bool MailSize(string text, out long value) => SettingsText.Size(text, out value) && value <= RelayLimits.LargestMail;

    private static bool Count(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= RelayLimits.MostEnvelopes;

    private static bool InstanceCount(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= WireFormat.MaxInstances;

    private static bool Members(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= RelayLimits.MostMembers;

    private static bool Hop(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= EnvelopeOffer.MaxHops;

    private static bool Probability(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1;
}
