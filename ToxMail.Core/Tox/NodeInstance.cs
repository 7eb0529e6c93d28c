namespace ToxMail.Core.Tox;

/// <summary>One of the Tox nodes of this process.</summary>
/// <param name="Number">From 1, which is the user's own node.</param>
/// <param name="Node">It.</param>
public sealed record NodeInstance(int Number, ToxNode Node)
{
    /// <summary>The number of the user's own node.</summary>
    public const int Own = 1;
}
