namespace ToxMail.Tests.Clients;

/// <summary>A program that fetches mail.</summary>
internal interface IMailFetcher
{
    string Name { get; }

    /// <summary>What it is known for: patterns that its dialogue with the server must match.</summary>
    IReadOnlyList<string> FetchHabits { get; }

    /// <summary>Whether it can turn a plain connection into a secure one.</summary>
    bool KnowsUpgrade => true;

    /// <summary>Whether it knows at the next start what it fetched before.</summary>
    bool Remembers { get; }

    /// <summary>Fetches what it has not fetched before and gives it; with <paramref name="delete"/> it leaves nothing on the server, whenever that was fetched.</summary>
    Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken);
}
