namespace ToxMail.Fuzz.Targets;

/// <summary>What must hold for any input does not.</summary>
internal sealed class PropertyBrokenException(string property) : Exception(property);
