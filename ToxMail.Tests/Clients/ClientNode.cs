using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>One node for all rows of a table; whoever uses it first empties its mailbox.</summary>
public sealed class ClientNode : IAsyncLifetime
{
    private readonly int _smtpsPort = PortPool.Take();
    private readonly int _pop3sPort = PortPool.Take();
    private MailUser? _user;

    internal MailUser User => _user ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _user = await MailUser.StartAsync(
        "clients",
        new Dictionary<string, string> { ["Smtp:TlsPort"] = $"{_smtpsPort}", ["Pop3:TlsPort"] = $"{_pop3sPort}" },
        CancellationToken.None);

    /// <summary>What a program is told; on the ports where a connection begins in plain text the taps listen in.</summary>
    internal ClientAccount Account(ConnectionSecurity security, Wiretap smtp, Wiretap pop3) => new()
    {
        Username = User.Login.Username,
        Password = User.Login.Password,
        Address = User.Address,
        Security = security,
        SmtpPort = security == ConnectionSecurity.Implicit ? _smtpsPort : smtp.Port,
        Pop3Port = security == ConnectionSecurity.Implicit ? _pop3sPort : pop3.Port,
        AuthorityFile = Path.Combine(User.Node.DataDirectory, "tls", "ca.pem"),
    };

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
