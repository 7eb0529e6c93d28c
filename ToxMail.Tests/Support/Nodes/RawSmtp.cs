using System.Globalization;
using System.Text;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>An SMTP client that sends the very bytes it is given (RFC 5321).</summary>
internal sealed class RawSmtp : IAsyncDisposable
{
    private const ushort CrLf = '\r' << 8 | '\n';

    private readonly RawLines _lines;

    private RawSmtp(RawLines lines) => _lines = lines;

    public static async Task<RawSmtp> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var smtp = new RawSmtp(await RawLines.ConnectAsync(port, cancellationToken));
        Expect(await smtp.ReplyAsync(cancellationToken), 220);
        return smtp;
    }

    /// <summary>Without a login, as other servers on loopback allow.</summary>
    public static async Task<RawSmtp> GreetAsync(int port, CancellationToken cancellationToken)
    {
        var smtp = await ConnectAsync(port, cancellationToken);
        Expect(await smtp.CommandAsync("EHLO test.example", cancellationToken), 250);
        return smtp;
    }

    public static async Task<RawSmtp> LoginAsync(int port, PasswordView login, CancellationToken cancellationToken)
    {
        var smtp = await GreetAsync(port, cancellationToken);
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{login.Username}\0{login.Password}"));
        Expect(await smtp.CommandAsync($"AUTH PLAIN {token}", cancellationToken), 235);
        return smtp;
    }

    /// <summary>Sends one command and gives the whole reply.</summary>
    public async Task<string> CommandAsync(string line, CancellationToken cancellationToken)
    {
        await _lines.WriteLineAsync(line, cancellationToken);
        return await ReplyAsync(cancellationToken);
    }

    /// <summary>Hands in one mail; gives the reply to its end, or the first refusal.</summary>
    public async Task<string> SubmitAsync(string from, IReadOnlyList<string> to, Stream mail, CancellationToken cancellationToken)
    {
        List<string> envelope = [$"MAIL FROM:<{from}>", .. to.Select(address => $"RCPT TO:<{address}>"), "DATA"];
        await _lines.WriteLineAsync(string.Join("\r\n", envelope), cancellationToken);
        string? refusal = null;
        for (var i = 0; i < envelope.Count; i++)
        {
            var reply = await ReplyAsync(cancellationToken);
            refusal ??= Code(reply) < 400 ? null : reply;
            if (i == envelope.Count - 1 && Code(reply) != 354)
            {
                await CommandAsync("RSET", cancellationToken);
                return refusal ?? reply;
            }
        }

        await WriteBodyAsync(mail, cancellationToken);
        var end = await ReplyAsync(cancellationToken);
        return refusal ?? end;
    }

    public static int Code(string reply) => int.Parse(reply.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private static void Expect(string reply, int code)
    {
        if (Code(reply) != code)
        {
            throw new InvalidOperationException($"Expected {code}, the server said: {reply}");
        }
    }

    /// <summary>Doubles dots at line starts and writes the end (RFC 5321 4.5.2). Only CRLF begins a line: a bare LF must arrive as one.</summary>
    private async Task WriteBodyAsync(Stream mail, CancellationToken cancellationToken)
    {
        var input = new byte[64 * 1024];
        var output = new byte[input.Length * 2];
        var last = CrLf;
        int count;
        while ((count = await mail.ReadAsync(input, cancellationToken)) > 0)
        {
            var length = Stuff(input.AsSpan(0, count), output, ref last);
            await _lines.Stream.WriteAsync(output.AsMemory(0, length), cancellationToken);
        }

        await _lines.WriteLineAsync(last == CrLf ? "." : "\r\n.", cancellationToken);
    }

    /// <param name="input">What to copy.</param>
    /// <param name="output">Room for twice as much.</param>
    /// <param name="last">The last two octets, kept from one piece to the next.</param>
    private static int Stuff(ReadOnlySpan<byte> input, Span<byte> output, ref ushort last)
    {
        var length = 0;
        foreach (var octet in input)
        {
            if (last == CrLf && octet == '.')
            {
                output[length++] = (byte)'.';
            }

            output[length++] = octet;
            last = (ushort)(last << 8 | octet);
        }

        return length;
    }

    private async Task<string> ReplyAsync(CancellationToken cancellationToken)
    {
        var reply = new StringBuilder();
        string line;
        do
        {
            line = await _lines.ReadLineAsync(cancellationToken);
            reply.Append(reply.Length > 0 ? "\n" : "").Append(line);
        }
        while (line.Length > 3 && line[3] == '-');

        return reply.ToString();
    }
}
