namespace ToxMail.Tests.Support;

/// <summary>The tests of this class take more than a minute: <see cref="LongestFirst"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LongAttribute : Attribute;
