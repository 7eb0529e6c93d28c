namespace ToxMail.Core.Names.Resolver;

/// <summary>How long answers are waited for.</summary>
/// <param name="Try">One question, with connecting.</param>
/// <param name="Whole">A whole lookup: some ten questions when there is much to prove.</param>
internal sealed record LookupPatience(TimeSpan Try, TimeSpan Whole)
{
    internal static readonly LookupPatience Direct = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));

    /// <summary>A connection through an onion network alone may take several seconds.</summary>
    internal static readonly LookupPatience ThroughProxy = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
}
