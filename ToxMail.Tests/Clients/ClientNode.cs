using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>One node for all rows of a table; whoever uses it first empties its mailbox.</summary>
public sealed class ClientNode : IAsyncLifetime
{
    private MailUser? _user;

    internal MailUser User => _user ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _user = await MailUser.StartAsync("clients", MailCircle.Plain, CancellationToken.None);

    /// <summary>What a program is told; on a plain connection the taps listen in.</summary>
    internal ClientAccount Account(ConnectionSecurity security, Wiretap smtp, Wiretap pop3)
    {
        var isPlain = security == ConnectionSecurity.Plain;
        return new ClientAccount
        {
            Username = User.Login.Username,
            Password = User.Login.Password,
            Address = User.Address,
            Security = security,
            SmtpPort = isPlain ? smtp.Port : User.Node.SmtpPort,
            Pop3Port = isPlain ? pop3.Port : User.Node.Pop3Port,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_user is not null)
        {
            var exitCode = await _user.Node.StopAsync(NodeProcess.StopTimeout, CancellationToken.None);
            await _user.Node.AssertStoreIsSoundAsync();
            await _user.DisposeAsync();
            Assert.Equal(0, exitCode);
        }
    }
}
