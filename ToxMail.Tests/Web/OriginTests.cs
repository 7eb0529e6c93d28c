using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class OriginTests(WebNode node) : IClassFixture<WebNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/api/v1/status")]
    [InlineData("/healthz")]
    [InlineData("/app.css")]
    [InlineData("/nothing/here")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/%5fblazor/negotiate")]
    [InlineData("//_blazor/negotiate")]
    [InlineData("/./x/../_blazor/negotiate")]
    [InlineData("/_BLAZOR/negotiate")]
    [InlineData("/%61pi/v1/status")]
    public async Task A_foreign_origin_is_refused_everywhere(string path)
    {
        Assert.Equal(403, await StatusAsync("GET", path, node.Root.Authority, $"Origin: http://evil.example\r\nAuthorization: Bearer {Token}\r\n"));
        Assert.Equal(403, await StatusAsync("POST", path, node.Root.Authority, $"Origin: http://evil.example\r\nAuthorization: Bearer {Token}\r\nContent-Length: 0\r\n"));
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/%5Fblazor")]
    [InlineData("/_blazor/")]
    [InlineData("//_blazor")]
    [InlineData("/_blazor?id=abc")]
    [InlineData("/a/%2e%2e/_blazor")]
    public async Task A_foreign_page_cannot_open_a_web_socket(string path)
    {
        const string Upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

        Assert.Equal(403, await StatusAsync("GET", path, node.Root.Authority, Upgrade + "Origin: http://evil.example\r\n"));
        Assert.Equal(403, await StatusAsync("GET", path, node.Root.Authority, Upgrade + "Origin: null\r\n"));
        Assert.Equal(403, await StatusAsync("GET", path, node.Root.Authority, Upgrade));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:1")]
    [InlineData("https://{own}")]
    [InlineData("http://{own}.evil.example")]
    [InlineData("http://{own}, http://evil.example")]
    public async Task An_origin_that_is_only_nearly_ours_is_refused(string origin) =>
        Assert.Equal(403, await StatusAsync("GET", "/login", node.Root.Authority, $"Origin: {origin.Replace("{own}", node.Root.Authority, StringComparison.Ordinal)}\r\n"));

    [Fact]
    public async Task Our_own_origin_passes() =>
        Assert.Equal(200, await StatusAsync("GET", "/healthz", node.Root.Authority, $"Origin: http://{node.Root.Authority}\r\n"));

    [Fact]
    public async Task Two_origins_are_one_too_many() =>
        Assert.Equal(403, await StatusAsync("GET", "/healthz", node.Root.Authority, $"Origin: http://{node.Root.Authority}\r\nOrigin: http://{node.Root.Authority}\r\n"));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.1")]
    [InlineData("0.0.0.0")]
    public async Task A_host_name_that_is_not_ours_is_refused(string host) => Assert.Equal(403, await StatusAsync("GET", "/healthz", host, ""));

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:9999")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:80")]
    public async Task The_names_of_this_machine_pass(string host) => Assert.Equal(200, await StatusAsync("GET", "/healthz", host, ""));

    [Fact]
    public async Task A_file_cannot_be_embedded_by_another_site() =>
        Assert.Equal(403, await StatusAsync("GET", "/app.css", node.Root.Authority, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: style\r\n"));

    [Fact]
    public async Task A_link_on_another_site_may_be_followed() =>
        Assert.Equal(302, await StatusAsync("GET", "/", node.Root.Authority, "Accept: text/html\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"));

    private string Token => File.ReadAllText(Path.Combine(node.Folder, "api.token")).Trim();

    /// <summary>Over a bare socket: an HTTP client would tidy the path and the headers up.</summary>
    private async Task<int> StatusAsync(string method, string path, string host, string headers)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, node.Root.Port, Ct);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"), Ct);
        using var reader = new StreamReader(new NetworkStream(socket));
        var line = await reader.ReadLineAsync(Ct) ?? "";
        return int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
