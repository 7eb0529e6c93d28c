using System.Text;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>A client that says exactly what it is told to.</summary>
internal sealed class SmtpDialogue : IAsyncDisposable
{
    /// <summary>The columns of the table, in the order a session passes them.</summary>
    internal static readonly string[] States = ["Connected", "Greeted", "Ready", "Mail", "Recipients", "Chunks"];

    private readonly RawLines _lines;
    private readonly MailServers _servers;

    private SmtpDialogue(MailServers servers, RawLines lines) => (_servers, _lines) = (servers, lines);

    internal Stream Stream => _lines.Stream;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects and hears the greeting.</summary>
    internal static async Task<SmtpDialogue> OpenAsync(MailServers servers)
    {
        var dialogue = new SmtpDialogue(servers, await servers.ConnectSmtpAsync());
        Assert.Equal("220 localhost ESMTP ToxMail", await dialogue.HearAsync());
        return dialogue;
    }

    /// <summary>Connects, and goes on to the state that the named one of the table's columns stands for.</summary>
    internal static async Task<SmtpDialogue> OpenAsync(MailServers servers, string state)
    {
        var dialogue = await OpenAsync(servers);
        string[] script = ["EHLO client.example", $"AUTH PLAIN {servers.PlainResponse}", $"MAIL FROM:<{MailServers.OwnAddress}>", $"RCPT TO:<{MailServers.BobAddress}>", "BDAT 0"];
        foreach (var command in script[..Array.IndexOf(States, state)])
        {
            Assert.StartsWith("2", await dialogue.SayAsync(command), StringComparison.Ordinal);
        }

        return dialogue;
    }

    /// <summary>Says a line and hears the whole reply, its lines joined by LF.</summary>
    internal async Task<string> SayAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await HearAsync();
    }

    /// <summary>Sends text in Latin-1, so that every octet can be said.</summary>
    internal async Task SendAsync(string text) => await _lines.Stream.WriteAsync(Encoding.Latin1.GetBytes(text), Token);

    internal async Task SendAsync(ReadOnlyMemory<byte> octets) => await _lines.Stream.WriteAsync(octets, Token);

    internal async Task<string> HearAsync()
    {
        var reply = new StringBuilder();
        string line;
        do
        {
            line = await _lines.ReadLineAsync(Token);
            reply.Append(reply.Length > 0 ? "\n" : string.Empty).Append(line);
        }
        while (line.Length > 3 && line[3] == '-');

        return reply.ToString();
    }

    /// <summary>DATA, the text, the end; hears the last reply.</summary>
    internal async Task<string> SendMailAsync(string text)
    {
        Assert.StartsWith("354 ", await SayAsync("DATA"), StringComparison.Ordinal);
        await SendAsync(text);
        return await SayAsync(".");
    }

    /// <summary>BDAT with this text for its chunk.</summary>
    internal async Task<string> SayChunkAsync(string text, bool last = false)
    {
        await SendAsync($"BDAT {text.Length}{(last ? " LAST" : string.Empty)}\r\n{text}");
        return await HearAsync();
    }

    /// <summary>A whole mail to bob, from MAIL on.</summary>
    internal async Task<string> SubmitAsync(string text)
    {
        Assert.StartsWith("250 ", await SayAsync($"MAIL FROM:<{MailServers.OwnAddress}>"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await SayAsync($"RCPT TO:<{MailServers.BobAddress}>"), StringComparison.Ordinal);
        return await SendMailAsync(text);
    }

    internal async Task ExpectEndAsync() => await Assert.ThrowsAnyAsync<IOException>(HearAsync);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
