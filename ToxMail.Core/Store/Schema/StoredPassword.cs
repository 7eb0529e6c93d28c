namespace ToxMail.Core.Store.Schema;

/// <summary>A client password as salt and hash.</summary>
internal sealed class StoredPassword
{
    public required string Name { get; init; }

    public required byte[] Salt { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public string? LastClient { get; set; }
}
