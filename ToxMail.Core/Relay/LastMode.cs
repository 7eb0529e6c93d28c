using ToxMail.Core.Store;

namespace ToxMail.Core.Relay;

/// <summary>The mode that what is held and shown was last brought in line with: the configuration may name another at the next start.</summary>
internal sealed class LastMode(KeptSettings settings)
{
    private const string Name = "relay-mode";

    /// <summary>The default one while none was kept.</summary>
    internal RelayMode Value => Enum.TryParse<RelayMode>(settings.Find(Name), out var mode) ? mode : RelayMode.Contacts;

    /// <summary>Durable when it ends.</summary>
    /// <exception cref="IOException">The disk is full or broken; the former one stays.</exception>
    internal Task SaveAsync(RelayMode mode, CancellationToken cancellationToken) =>
        mode == Value ? Task.CompletedTask : settings.SaveAsync(Name, mode.ToString(), cancellationToken);
}
