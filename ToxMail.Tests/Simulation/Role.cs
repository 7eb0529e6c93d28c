namespace ToxMail.Tests.Simulation;

/// <summary>How a simulated node behaves.</summary>
internal enum Role
{
    Honest,
    Dropper,
    Flooder,
    Absentee,
    Store,
    Prober,
}
