using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>The classes that send mail between the same two nodes.</summary>
[CollectionDefinition]
public sealed class TwoNodes : ICollectionFixture<PairFixture>;
