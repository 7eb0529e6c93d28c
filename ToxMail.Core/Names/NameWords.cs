namespace ToxMail.Core.Names;

/// <summary>Puts the reasons of lookups, which are written to stand behind a colon, before people.</summary>
public static class NameWords
{
    /// <summary>A sentence with its capital and without its full stop; a name in front stays as it is written.</summary>
    public static string Clause(string why)
    {
        var bare = why.TrimEnd('.');
        return bare.Length == 0 || bare.Split(' ')[0].Contains('@', StringComparison.Ordinal) ? bare : char.ToUpperInvariant(bare[0]) + bare[1..];
    }

    /// <summary>The same with its full stop.</summary>
    public static string Sentence(string why) => why.Length == 0 ? why : $"{Clause(why)}.";
}
