namespace ToxMail.Tests.Support.Dns;

/// <summary>A zone and the file it is served from.</summary>
internal sealed record ServedZone(string Name, string File);
