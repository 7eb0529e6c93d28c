using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary>The mail clients' passwords, of a running node or of a folder at rest.</summary>
internal interface IPasswordBook : IAsyncDisposable
{
    /// <exception cref="IOException">The name is taken or none; the message says so.</exception>
    Task<CreatedPassword> AddAsync(string name, CancellationToken cancellationToken);

    Task<IReadOnlyList<PasswordView>> ListAsync(CancellationToken cancellationToken);

    /// <exception cref="IOException">There is none of that name.</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
