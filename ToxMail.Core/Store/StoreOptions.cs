namespace ToxMail.Core.Store;

/// <summary>Where everything is kept: <c>ToxMail:DataDirectory</c>.</summary>
public sealed record StoreOptions
{
    /// <summary>The data folder, as a full path.</summary>
    public required string DataDirectory { get; init; }
}
