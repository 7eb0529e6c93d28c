using System.Text.Json;
using System.Text.Json.Serialization;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay;

/// <summary>
/// The options in force: those of the configuration, with the limits that the user changed while the node ran. The younger word counts:
/// a limit whose setting in the configuration has changed since is as configured.
/// </summary>
internal sealed class RelayConfiguration(RelayOptions configured, KeptSettings settings)
{
    private const string Name = "relay";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>As the configuration says.</summary>
    internal RelayLimits Configured { get; } = RelayLimits.Of(configured);

    /// <summary>In force now. The store has to be prepared.</summary>
    internal RelayOptions Current => (Changed() is { } change ? change.On(Configured) : Configured).ApplyTo(configured);

    /// <summary>Puts these limits in force, durably.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    internal Task ChangeAsync(RelayLimits limits, CancellationToken cancellationToken) =>
        settings.SaveAsync(Name, JsonSerializer.Serialize(new RelayChange(limits, Configured), Json), cancellationToken);

    private RelayChange? Changed()
    {
        try
        {
            return settings.Find(Name) is { } text ? JsonSerializer.Deserialize<RelayChange>(text, Json) : null;
        }
        catch (JsonException)
        {
            // Of another version: the configuration is what can be relied on.
            return null;
        }
    }
}
