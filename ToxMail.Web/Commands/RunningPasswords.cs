using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary>The passwords of a running node.</summary>
internal sealed class RunningPasswords(RunningNode node) : IPasswordBook
{
    public Task<CreatedPassword> AddAsync(string name, CancellationToken cancellationToken) => node.PostAsync<CreatedPassword>("passwords", new NewPassword(name), cancellationToken);

    public async Task<IReadOnlyList<PasswordView>> ListAsync(CancellationToken cancellationToken) => await node.GetAsync<PasswordView[]>("passwords", cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => node.DeleteAsync($"passwords?name={Uri.EscapeDataString(name)}", cancellationToken);

    public ValueTask DisposeAsync()
    {
        node.Dispose();
        return ValueTask.CompletedTask;
    }
}
