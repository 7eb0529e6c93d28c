using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>A TCP connection that speaks in lines ended by CRLF, with nothing done to their bytes.</summary>
internal sealed class RawLines : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly TcpClient _client = new() { NoDelay = true };
    private NetworkStream? _stream;
    private PipeReader? _reader;

    public NetworkStream Stream => _stream ?? throw new InvalidOperationException("Not connected.");

    private PipeReader Reader => _reader ?? throw new InvalidOperationException("Not connected.");

    public static async Task<RawLines> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var lines = new RawLines();
        await lines._client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        lines._stream = lines._client.GetStream();
        lines._reader = PipeReader.Create(lines._stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        return lines;
    }

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken) =>
        await Stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);

    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var text = "";
        await ReadLineAsync(line => text = Encoding.UTF8.GetString(line), cancellationToken);
        return text;
    }

    /// <summary>Hands over the next line without its CRLF.</summary>
    public async Task ReadLineAsync(Action<ReadOnlySequence<byte>> take, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        while (true)
        {
            var read = await Reader.ReadAsync(limit.Token);
            var sequence = new SequenceReader<byte>(read.Buffer);
            if (sequence.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
            {
                take(line);
                Reader.AdvanceTo(sequence.Position);
                return;
            }

            Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                throw new EndOfStreamException("The server closed the connection.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            await _reader.CompleteAsync();
        }

        _client.Dispose();
    }
}
