namespace ToxMail.Core.Store.Relaying;

/// <summary>Own mail that relays carry.</summary>
/// <param name="InFlight">Handed over and not confirmed.</param>
/// <param name="Delivered">Confirmed by a receipt that came through relays.</param>
/// <param name="Escalated">Handed over more than once.</param>
public readonly record struct RelayedTotals(int InFlight, int Delivered, int Escalated);
