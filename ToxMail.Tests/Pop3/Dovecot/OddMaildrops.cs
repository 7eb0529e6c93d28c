using Xunit;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>Both maildrops with the odd mails; tests that share them delete nothing.</summary>
public sealed class OddMaildrops : IAsyncLifetime
{
    private TwoMaildrops? _drops;

    internal TwoMaildrops Drops => _drops ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _drops = await TwoMaildrops.OpenAsync(SharedMail.Odd, CancellationToken.None);

    public ValueTask DisposeAsync() => _drops?.DisposeAsync() ?? ValueTask.CompletedTask;
}
