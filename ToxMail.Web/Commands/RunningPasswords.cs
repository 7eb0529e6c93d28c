using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary>The passwords of a running node.</summary>
internal sealed class RunningPasswords(RunningNode node) : IPasswordBook
{
    public Task<CreatedPassword> AddAsync(string name, CancellationToken ct) => node.PostAsync<CreatedPassword>("passwords", new NewPassword(name), ct);

    public async Task<IReadOnlyList<PasswordView>> ListAsync(CancellationToken ct) => await node.GetAsync<PasswordView[]>("passwords", ct);

    public Task RemoveAsync(string name, CancellationToken ct) => node.DeleteAsync($"passwords/{Uri.EscapeDataString(name)}", ct);

    public ValueTask DisposeAsync()
    {
        node.Dispose();
        return ValueTask.CompletedTask;
    }
}
