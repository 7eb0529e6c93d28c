using ToxMail.Core.Addressing;
using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Passwords;
using ToxMail.Core.Tox;
using ToxMail.Web.Security;

namespace ToxMail.Web.Commands;

/// <summary>One of the two people of the demo: a whole node that knows no network but the demo's own.</summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private const string Client = "Demo";

    // Port 0 is any free one: the demo runs beside the user's own node.
    private static readonly string[] Private =
    [
        "--ToxMail:Dashboard:Port=0",
        "--ToxMail:Smtp:Port=0",
        "--ToxMail:Pop3:Port=0",
        "--ToxMail:Tox:UseDefaultBootstrapNodes=false",
        "--ToxMail:Tox:LocalDiscovery=false",
        "--ToxMail:Tox:Ipv6Enabled=false",
        "--ToxMail:Names:Resolver=none",
        "--Logging:LogLevel:Default=Warning",
    ];

    private readonly string _name;
    private readonly DataDirectory _directory;
    private readonly WebApplication _app;

    private DemoNode(string name, DataDirectory directory, WebApplication app) => (_name, _directory, _app) = (name, directory, app);

    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    private OwnIdentity Identity => _app.Services.GetRequiredService<OwnIdentity>();

    private Contacts Contacts => _app.Services.GetRequiredService<Contacts>();

    /// <summary>Starts a node whose data lies in a folder of its own under <paramref name="parent"/>.</summary>
    public static async Task<DemoNode> StartAsync(string name, string parent, IReadOnlyList<string> network, CancellationToken cancellationToken)
    {
        string[] arguments = [.. Private, $"--ToxMail:DataDirectory={Path.Combine(parent, name)}", .. network];
        var settings = ToxMailSettings.Read(new ConfigurationBuilder().AddCommandLine(arguments).Build()).Settings;
        var directory = DataDirectory.Open(settings.Store.DataDirectory);
        DemoNode? node = null;
        try
        {
            node = new DemoNode(name, directory, NodeApplication.Build(arguments, settings, directory));
            await node.StartAsync(cancellationToken);
            return node;
        }
        catch
        {
            await (node?.DisposeAsync() ?? ValueTask.CompletedTask);
            directory.Dispose();
            throw;
        }
    }

    /// <summary>The configuration that lets another node into this one's network.</summary>
    public IReadOnlyList<string> AsBootstrapNode()
    {
        var status = _app.Services.GetRequiredService<ToxNode>().Status;
        const string Node = "--ToxMail:Tox:BootstrapNodes:0";
        return
        [
            $"{Node}:Host=127.0.0.1",
            $"{Node}:Port={status.UdpPort}",
            $"{Node}:PublicKey={status.DhtKey}",
            $"{Node}:TcpPorts:0={status.TcpRelayPort}",
        ];
    }

    /// <summary>Makes the other one a contact; in a kept folder he is one already.</summary>
    public Task AddAsync(DemoNode other, CancellationToken cancellationToken) =>
        Contacts.AddAsync(new Recipient.ById(other.Identity.Id), other._name, $"Hello, this is {_name}.", cancellationToken);

    public async Task<bool> SeesAsync(DemoNode other, CancellationToken cancellationToken) =>
        await Contacts.FindAsync(other.Identity.PublicKey, cancellationToken) is { Connection: not LinkKind.None };

    /// <summary>Says where the dashboard is and what to put into a mail client.</summary>
    public async Task PrintAsync(string peer, TextWriter output, CancellationToken cancellationToken) => output.WriteLine($"""

        {_name}
          Dashboard        {_app.Services.GetRequiredService<DashboardAddress>().NewLogin().Url}
          Own address      {Identity.Address}, or me@tox.alt
          Write to         {peer}@tox.alt
          Outgoing, SMTP   {Greeting.Endpoint(_app.Services, "smtp")}, STARTTLS or no encryption
          Incoming, POP3   {Greeting.Endpoint(_app.Services, "pop3")}, STARTTLS or no encryption
          User name        {ClientPasswords.Username}
          Password         {await PasswordAsync(cancellationToken)}

        """);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _directory.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _app.Services.GetRequiredService<MailStore>().PrepareAsync(cancellationToken);
        await _app.StartAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<Readiness>().WaitAsync(cancellationToken);
    }

    /// <summary>A password can be shown only when it is made, so a kept folder gets a new one at every start.</summary>
    private async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        var passwords = _app.Services.GetRequiredService<ClientPasswords>();
        await passwords.RemoveAsync(Client, cancellationToken);
        return await passwords.CreateAsync(Client, cancellationToken) is CreatePasswordResult.Created made ? made.Password.Password : "(none could be made)";
    }
}
