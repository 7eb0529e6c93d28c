using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Web;
using ToxMail.Web.Security;
using Xunit;

namespace ToxMail.Tests.Web;

/// <summary>A whole node in this process, on free ports and in a folder of its own, that meets nobody on the network.</summary>
public sealed class WebNode : IAsyncLifetime
{
    private static readonly string[] Alone =
    [
        "--ToxMail:Tox:UseDefaultBootstrapNodes=false",
        "--ToxMail:Tox:LocalDiscovery=false",
        "--ToxMail:Tox:UdpEnabled=false",
        $"--ToxMail:Names:Resolver={NodeProcess.NoResolver}",
        "--ToxMail:Smtp:Port=0",
        "--ToxMail:Pop3:Port=0",
        "--ToxMail:Dashboard:Port=0",
        "--Logging:LogLevel:Default=None",
        "--Logging:LogLevel:Microsoft=None",
    ];

    private readonly DataDirectory _directory;
    private readonly WebApplication _app;

    public WebNode()
        : this([])
    {
    }

    internal WebNode(params string[] more)
        : this(Directory.CreateTempSubdirectory("toxmail-web-").FullName, more)
    {
    }

    /// <summary>A node on a folder that is there already, as after a restart.</summary>
    internal WebNode(string folder, string[] more)
    {
        Folder = folder;
        string[] settings = [.. Alone, $"--ToxMail:DataDirectory={Folder}", .. more];
        var reading = ToxMailSettings.Read(new ConfigurationBuilder().AddCommandLine(settings).Build());
        Assert.Empty(reading.Faults);
        _directory = DataDirectory.Open(Folder);
        _app = NodeApplication.Build(settings, reading.Settings, _directory);
    }

    public string Folder { get; }

    internal IServiceProvider Services => _app.Services;

    internal Uri Root => Services.GetRequiredService<DashboardAddress>().Root;

    internal Contacts Contacts => Services.GetRequiredService<Contacts>();

    internal MailStore Store => Services.GetRequiredService<MailStore>();

    /// <summary>A client with the token; it follows no redirect and keeps no cookie.</summary>
    internal HttpClient Api()
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(Folder, "api.token")).Trim());
        return client;
    }

    /// <summary>A client that knows nothing.</summary>
    internal HttpClient Stranger() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Root };

    /// <summary>A client that logged in as a browser does.</summary>
    internal async Task<HttpClient> BrowserAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = Root };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await client.GetAsync(NewLogin(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    /// <summary>A contact who asked and was accepted.</summary>
    internal async Task AcceptAsync(byte number, string? alias = null)
    {
        await Contacts.RecordRequestAsync(TemporaryStore.Key(number), "Hello", TestContext.Current.CancellationToken);
        await Contacts.AcceptAsync(TemporaryStore.Key(number), alias, TestContext.Current.CancellationToken);
    }

    internal Uri NewLogin() => new(Services.GetRequiredService<DashboardAddress>().NewLogin().Url);

    internal static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await Store.PrepareAsync(CancellationToken.None);
        await _app.StartAsync();
    }

    /// <summary>Ends the node and leaves its folder.</summary>
    internal async Task StopAsync()
    {
        await _app.StopAsync();
        Assert.Empty(await Store.CheckAsync(CancellationToken.None));
        await _app.DisposeAsync();
        _directory.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();

        // A page whose circuit ends last may still close a database in it.
        await Wait.UntilAsync(() => Task.FromResult(TryDelete()), NodeProcess.StopTimeout, () => $"{Folder} to be free", CancellationToken.None);
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
