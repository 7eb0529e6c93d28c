using System.Text;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>A client that says exactly what it is told to.</summary>
internal sealed class Pop3Dialogue : IAsyncDisposable
{
    private readonly RawLines _lines;

    private Pop3Dialogue(RawLines lines) => _lines = lines;

    internal Stream Stream => _lines.Stream;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects and hears the greeting.</summary>
    internal static async Task<Pop3Dialogue> OpenAsync(MailServers servers)
    {
        var dialogue = new Pop3Dialogue(await servers.ConnectPop3Async());
        Assert.Equal("+OK ToxMail ready", await dialogue.HearAsync());
        return dialogue;
    }

    /// <summary>Connects and logs in.</summary>
    internal static async Task<Pop3Dialogue> LogInAsync(MailServers servers)
    {
        var dialogue = await OpenAsync(servers);
        Assert.StartsWith("+OK ", await dialogue.SayAsync($"USER {servers.Login.Username}"), StringComparison.Ordinal);
        Assert.StartsWith("+OK ", await dialogue.SayAsync($"PASS {servers.Login.Password}"), StringComparison.Ordinal);
        return dialogue;
    }

    /// <summary>Says a line and hears the status line.</summary>
    internal async Task<string> SayAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await HearAsync();
    }

    /// <summary>Says a line and hears a reply of several lines; the status line comes first, the dot is left out, the stuffing is undone.</summary>
    internal async Task<List<string>> AskAsync(string line)
    {
        List<string> lines = [await SayAsync(line)];
        Assert.StartsWith("+OK", lines[0], StringComparison.Ordinal);
        while (await HearAsync() is var next && next != ".")
        {
            lines.Add(next.StartsWith('.') ? next[1..] : next);
        }

        return lines;
    }

    /// <summary>RETR or TOP: the message's text, without the CRLF that a message must not lack, if it lacked it.</summary>
    internal async Task<string> FetchAsync(string command)
    {
        var lines = await AskAsync(command);
        return string.Concat(lines.Skip(1).Select(line => line + "\r\n"));
    }

    internal async Task SendAsync(string text) => await _lines.Stream.WriteAsync(Encoding.Latin1.GetBytes(text), Token);

    internal async Task<string> HearAsync()
    {
        var text = string.Empty;
        await _lines.ReadLineAsync(line => text = Encoding.Latin1.GetString(line), Token);
        return text;
    }

    internal async Task ExpectEndAsync() => await Assert.ThrowsAnyAsync<IOException>(HearAsync);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
