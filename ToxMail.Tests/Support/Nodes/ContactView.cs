namespace ToxMail.Tests.Support.Nodes;

internal sealed record ContactView(string PublicKey, string? Alias, string State, string Connection, bool? IsToxMail, bool BlocksYou, string Trust, int PendingOut)
{
    public bool IsOnline => Connection is not "none";
}
