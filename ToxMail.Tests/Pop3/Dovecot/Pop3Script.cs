using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>One session with either server, down to the octet.</summary>
internal sealed class Pop3Script : IDisposable
{
    private static readonly int Timeout = (int)TimeSpan.FromMinutes(3).TotalMilliseconds;

    private readonly TcpClient _client = new() { NoDelay = true, ReceiveTimeout = Timeout };
    private BufferedStream? _stream;

    private Stream Stream => _stream ?? throw new InvalidOperationException("Not connected.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Pop3Script> LogInAsync(int port, string user, string password)
    {
        var script = new Pop3Script();
        await script._client.ConnectAsync(IPAddress.Loopback, port, Token);
        script._stream = new BufferedStream(script._client.GetStream(), 64 * 1024);
        script.ReadLine();
        await script.SayAsync($"USER {user}");
        Assert.True((await script.SayAsync($"PASS {password}")).Success);
        return script;
    }

    public async Task<Exchange> SayAsync(string command)
    {
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(command + "\r\n"), Token);
        await Stream.FlushAsync(Token);
        var status = Encoding.Latin1.GetString(ReadLine()).TrimEnd();
        return new Exchange(command, status, status.StartsWith("+OK", StringComparison.Ordinal) && HasContent(command) ? ReadContent() : []);
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _client.Dispose();
    }

    private static bool HasContent(string command) => command.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["RETR" or "TOP", ..] or ["CAPA"] or ["LIST"] or ["UIDL"] => true,
        _ => false,
    };

    private byte[] ReadContent()
    {
        using var content = new MemoryStream();
        var endsLine = true;
        while (true)
        {
            var line = ReadLine();
            content.Write(line);
            if (endsLine && line is [(byte)'.', (byte)'\r', (byte)'\n'])
            {
                return content.ToArray();
            }

            // Only a whole CRLF before the dot makes it the end.
            endsLine = line is [.., (byte)'\r', (byte)'\n'];
        }
    }

    /// <summary>Up to the next LF, with it.</summary>
    private byte[] ReadLine()
    {
        using var line = new MemoryStream();
        int octet;
        do
        {
            octet = Stream.ReadByte();
            Assert.True(octet >= 0, "The server closed the connection.");
            line.WriteByte((byte)octet);
        }
        while (octet != '\n');

        return line.ToArray();
    }
}
