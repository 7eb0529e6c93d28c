namespace ToxMail.Core.Store.Outgoing;

/// <summary>Rows in each state.</summary>
public sealed record OutboxTotals(IReadOnlyDictionary<DeliveryState, int> ByState)
{
    /// <summary>Rows in this state.</summary>
    public int this[DeliveryState state] => ByState.GetValueOrDefault(state);

    /// <summary>Rows not yet final.</summary>
    public int Pending => ByState.Where(pair => !pair.Key.IsFinal()).Sum(pair => pair.Value);
}
