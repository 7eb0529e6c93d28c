namespace ToxMail.Core.Hosting;

/// <summary>What came of reading the settings.</summary>
/// <param name="Settings">The settings, with defaults in the place of what is wrong.</param>
/// <param name="Faults">What is wrong, one sentence each, beginning with the key; empty when all is well.</param>
public sealed record SettingsReading(ToxMailSettings Settings, IReadOnlyList<string> Faults);
