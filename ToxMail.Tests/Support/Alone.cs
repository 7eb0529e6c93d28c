using Xunit;

namespace ToxMail.Tests.Support;

/// <summary>For tests that measure this process as a whole: they run when no other test does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
