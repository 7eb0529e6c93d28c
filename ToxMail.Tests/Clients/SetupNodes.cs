using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>A node with STARTTLS and STLS alone, and one with ports for TLS too: each tells its clients the best it has.</summary>
public sealed class SetupNodes : IAsyncLifetime
{
    private MailUser? _upgrade;
    private MailUser? _implicit;

    internal MailUser Of(ConnectionSecurity security) =>
        (security == ConnectionSecurity.Upgrade ? _upgrade : _implicit) ?? throw new InvalidOperationException("Not started.");

    /// <summary>The home of somebody who has seen nothing but what the node shows.</summary>
    internal ClientAccount Account(ConnectionSecurity security) => new()
    {
        Username = Of(security).Login.Username,
        Password = Of(security).Login.Password,
        Address = Of(security).Address,
        Security = security,
        SmtpPort = 0,
        Pop3Port = 0,
        AuthorityFile = Path.Combine(Of(security).Node.DataDirectory, "tls", "ca.pem"),
    };

    public async ValueTask InitializeAsync()
    {
        var ports = new Dictionary<string, string> { ["Smtp:TlsPort"] = $"{PortPool.Take()}", ["Pop3:TlsPort"] = $"{PortPool.Take()}" };
        _upgrade = await MailUser.StartAsync("upgrade", MailCircle.Plain, CancellationToken.None);
        _implicit = await MailUser.StartAsync("implicit", ports, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in (MailUser?[])[_upgrade, _implicit])
        {
            if (user is not null)
            {
                await user.DisposeAsync();
            }
        }
    }
}
