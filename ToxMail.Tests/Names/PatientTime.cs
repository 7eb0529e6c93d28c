namespace ToxMail.Tests.Names;

/// <summary>The system's time, but whoever waits for a second or more waits twenty times as long: on a busy machine nothing times out that would not hang for ever.</summary>
internal sealed class PatientTime : TimeProvider
{
    private const int Factor = 20;

    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < _shortest ? dueTime : dueTime * Factor, period);
}
