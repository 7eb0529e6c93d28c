using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// When a waiting mail is handed to relays, and how far it goes: stage 0 after the direct attempts, then a fresh envelope farther out each time no
/// receipt has come. A pure function of the mail's age, so that it survives a restart; a node that was off goes straight to the stage of the day.
/// </summary>
internal static class CarriagePlan
{
    /// <summary>No stage yet: the mail is tried directly alone.</summary>
    public const int Direct = -1;

    /// <summary>To a store node and no farther: it shows what it holds to those who come for it, however far that may go.</summary>
    public const byte ToStore = 1;

    public static int StageAt(TimeSpan age, RelayOptions options) =>
        age < options.InjectAfter ? Direct : options.EscalateAfter.Count(after => age >= after);

    /// <summary>The age at which a stage begins.</summary>
    public static TimeSpan AgeAt(int stage, RelayOptions options) => stage == 0 ? options.InjectAfter : options.EscalateAfter[stage - 1];

    /// <summary>The age at which the next stage begins; null: there is none.</summary>
    public static TimeSpan? NextStageAfter(TimeSpan age, RelayOptions options) => age < options.InjectAfter
        ? options.InjectAfter
        : options.EscalateAfter.Where(after => after > age).Select(after => (TimeSpan?)after).Min();

    /// <summary>How far an envelope of this stage goes.</summary>
    public static byte HopsOf(int stage, RelayOptions options) =>
        (byte)Math.Clamp(options.Hops[Math.Clamp(stage, 0, options.Hops.Count - 1)], 0, EnvelopeOffer.MaxHops);
}
