using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ToxMail.Tests.Clients;

/// <summary>The protocol in which Mozilla's programs are driven: JSON arrays, each after its length and a colon.</summary>
internal sealed class Marionette : IDisposable
{
    private static readonly string[] QuitFlags = ["eAttemptQuit"];

    private readonly TcpClient _client = new();
    private readonly byte[] _octet = new byte[1];
    private int _lastId;

    private Marionette()
    {
    }

    public static async Task<Marionette> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var marionette = new Marionette();
        await marionette._client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await marionette.HearAsync(cancellationToken);
        await marionette.CallAsync("WebDriver:NewSession", new { capabilities = new { alwaysMatch = new { } } }, cancellationToken);
        await marionette.CallAsync("Marionette:SetContext", new { value = "chrome" }, cancellationToken);
        await marionette.CallAsync("WebDriver:SetTimeouts", new { script = (int)ClientProgram.Timeout.TotalMilliseconds }, cancellationToken);
        return marionette;
    }

    /// <summary>Runs a script with all of the program's rights; it ends by calling its last argument.</summary>
    public async Task<JsonElement> RunAsync(string script, object argument, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("WebDriver:ExecuteAsyncScript", new { script, args = new[] { argument }, newSandbox = false }, cancellationToken);
        var value = answer.GetProperty("value");
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString()) : value;
    }

    /// <summary>Asks the program to end as if by its menu.</summary>
    public Task QuitAsync(CancellationToken cancellationToken) => CallAsync("Marionette:Quit", new { flags = QuitFlags }, cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> CallAsync(string command, object parameters, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(new[] { 0, ++_lastId, command, parameters });
        await _client.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length}:")), .. message], cancellationToken);
        var answer = await HearAsync(cancellationToken);
        return answer[2].ValueKind == JsonValueKind.Null ? answer[3] : throw new InvalidOperationException($"{command}: {answer[2]}");
    }

    private async Task<JsonElement> HearAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (await ReadOctetAsync(cancellationToken) is var digit && digit != ':')
        {
            length = (length * 10) + (digit - '0');
        }

        var message = new byte[length];
        await _client.GetStream().ReadExactlyAsync(message, cancellationToken);
        using var document = JsonDocument.Parse(message);
        return document.RootElement.Clone();
    }

    private async Task<char> ReadOctetAsync(CancellationToken cancellationToken)
    {
        await _client.GetStream().ReadExactlyAsync(_octet, cancellationToken);
        return (char)_octet[0];
    }
}
