using System.Globalization;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>A POP3 client that gives back the very bytes of a mail (RFC 1939).</summary>
internal sealed class RawPop3 : IAsyncDisposable
{
    private readonly RawLines _lines;

    private RawPop3(RawLines lines) => _lines = lines;

    public static async Task<RawPop3> LoginAsync(int port, PasswordView login, CancellationToken cancellationToken)
    {
        var pop3 = new RawPop3(await RawLines.ConnectAsync(port, cancellationToken));
        Expect(await pop3._lines.ReadLineAsync(cancellationToken));
        await pop3.CommandAsync($"USER {login.Username}", cancellationToken);
        await pop3.CommandAsync($"PASS {login.Password}", cancellationToken);
        return pop3;
    }

    /// <summary>Sends one command and gives its first line; anything but +OK fails.</summary>
    public async Task<string> CommandAsync(string line, CancellationToken cancellationToken)
    {
        await _lines.WriteLineAsync(line, cancellationToken);
        return Expect(await _lines.ReadLineAsync(cancellationToken));
    }

    /// <summary>Message numbers and unique ids, in the maildrop's order.</summary>
    public async Task<IReadOnlyList<(int Number, string Uid)>> UidsAsync(CancellationToken cancellationToken)
    {
        await CommandAsync("UIDL", cancellationToken);
        List<(int, string)> list = [];
        string line;
        while ((line = await _lines.ReadLineAsync(cancellationToken)) != ".")
        {
            var parts = line.Split(' ', 2);
            list.Add((int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]));
        }

        return list;
    }

    public async Task<byte[]> RetrieveAsync(int number, CancellationToken cancellationToken)
    {
        using var mail = new MemoryStream();
        await RetrieveAsync(number, mail, cancellationToken);
        return mail.ToArray();
    }

    public async Task RetrieveAsync(int number, Stream destination, CancellationToken cancellationToken)
    {
        await CommandAsync($"RETR {number}", cancellationToken);
        var ended = false;
        while (!ended)
        {
            await _lines.ReadLineAsync(
                line =>
                {
                    var stuffed = line.Length > 0 && line.FirstSpan[0] == '.';
                    ended = stuffed && line.Length == 1;
                    if (!ended)
                    {
                        foreach (var part in stuffed ? line.Slice(1) : line)
                        {
                            destination.Write(part.Span);
                        }

                        destination.Write("\r\n"u8);
                    }
                },
                cancellationToken);
        }
    }

    /// <summary>Ends the session; only this makes deletions last.</summary>
    public Task QuitAsync(CancellationToken cancellationToken) => CommandAsync("QUIT", cancellationToken);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private static string Expect(string reply) => reply.StartsWith("+OK", StringComparison.Ordinal)
        ? reply
        : throw new InvalidOperationException($"The server said: {reply}");
}
