namespace ToxMail.Core.Store.Outgoing;

/// <summary>Facts about states.</summary>
public static class DeliveryStates
{
    /// <summary>True when nothing more happens by itself.</summary>
    public static bool IsFinal(this DeliveryState state) =>
        state is DeliveryState.Delivered or DeliveryState.Failed or DeliveryState.Expired or DeliveryState.Cancelled;
}
