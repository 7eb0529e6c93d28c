namespace ToxMail.Web.Api;

/// <summary>The relay's part in the status: off until there is one.</summary>
internal sealed record RelayView(string Mode)
{
    public static RelayView Off { get; } = new("Off");
}
