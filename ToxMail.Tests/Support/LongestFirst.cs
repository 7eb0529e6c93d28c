using System.Reflection;
using ToxMail.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ToxMail.Tests.Support;

/// <summary>
/// Begins with the classes that take longest: one that happens to begin last is waited for by a place where nothing runs any more. The order is left to chance but for that, so that no test
/// comes to need another.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>As xunit names the collection that each class is by itself.</summary>
    private static readonly string[] Long =
        [.. typeof(LongestFirst).Assembly.GetTypes().Where(static type => type.GetCustomAttribute<LongAttribute>() is not null).Select(static type => $" {type.FullName} ")];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderByDescending(static collection => Array.Exists(Long, collection.TestCollectionDisplayName.Contains))];
}
