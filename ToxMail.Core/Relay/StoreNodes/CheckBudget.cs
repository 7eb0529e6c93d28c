namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>How many stamps may be checked: a flood of requests must not take the processor. For one caller at a time.</summary>
internal sealed class CheckBudget(TimeProvider time)
{
    private const double Most = 32;
    private const double PerSecond = 4;

    private double _left = Most;
    private long _at = time.GetTimestamp();

    internal bool TryTake()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(Most, _left + (time.GetElapsedTime(_at, now).TotalSeconds * PerSecond));
        _at = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
