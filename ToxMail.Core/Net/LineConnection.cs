using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace ToxMail.Core.Net;

/// <summary>
/// A client's connection for one session. Replies collect in <see cref="Output"/> and leave when the session has to wait for the client,
/// so a pipelined burst of commands is answered in one packet (RFC 2920 3.2).
/// </summary>
internal sealed class LineConnection : IAsyncDisposable
{
    private const int FlushThreshold = 16 * 1024;

    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(2);

    /// <summary>Programs shake hands at once; only what comes after may be a person's pace.</summary>
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(30);

    private readonly ConnectionContext _context;
    private readonly TimeProvider _time;
    private readonly Patience _patience;
    private PipeReader _input;
    private PipeWriter _output;
    private TlsLayer? _tls;
    private volatile bool _stopping;

    internal LineConnection(ConnectionContext context, TimeSpan idleTimeout, TimeProvider time)
    {
        _context = context;
        _time = time;
        _input = context.Transport.Input;
        _output = context.Transport.Output;
        _patience = new Patience(idleTimeout, time, GoIdle);
    }

    /// <summary>Where the client is.</summary>
    internal EndPoint? RemoteEndPoint => _context.RemoteEndPoint;

    /// <summary>The protocol and, unless it is on this machine, the client's address: as the user is told who used a password.</summary>
    internal string Describe(string protocol) =>
        IsLocal ? protocol : $"{protocol} from {(RemoteEndPoint as IPEndPoint)?.Address}";

    /// <summary>Nobody on the way can read what is said: TLS is on, or it does not leave this machine.</summary>
    internal bool IsPrivate => IsSecure || IsLocal;

    private bool IsLocal => RemoteEndPoint is IPEndPoint { Address: { } address } && IPAddress.IsLoopback(address);

    /// <summary>Where replies are written to.</summary>
    internal IBufferWriter<byte> Output => _output;

    /// <summary>Where the session writes down what was said.</summary>
    internal Transcript Transcript { get; init; } = Transcript.Off;

    /// <summary>Hears what the client calls itself.</summary>
    internal Action<string>? Introduced { get; init; }

    /// <summary>Passes on what the client calls itself.</summary>
    internal void Introduce(string client) => Introduced?.Invoke(client);

    /// <summary>Adds text to what will be sent.</summary>
    internal void Write(string text) => Encoding.UTF8.GetBytes(text, _output);

    /// <summary>The same for the lines of a reply, which the transcript shows.</summary>
    internal void Reply(string text)
    {
        Transcript.Server(text);
        Write(text);
    }

    /// <summary>Reads the next line, after sending what was written so far if the client must answer first.</summary>
    internal async ValueTask<LineRead> ReadLineAsync(LineReader reader, CancellationToken cancellationToken)
    {
        ExtendDeadline();
        while (true)
        {
            var read = await ReadPipeAsync(cancellationToken);
            if (read.Status != ReadStatus.Ready)
            {
                return new LineRead(read.Status, default);
            }

            var ended = reader.Feed(read.Bytes, out var consumed, out var tooLong);
            AdvanceTo(read.Bytes.GetPosition(consumed));
            if (ended)
            {
                return new LineRead(tooLong ? ReadStatus.TooLong : ReadStatus.Ready, reader.Line);
            }
        }
    }

    /// <summary>Reads whatever there is.</summary>
    internal async ValueTask<BytesRead> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await ReadPipeAsync(cancellationToken);
        _patience.Count(read.Bytes.Length);
        return read;
    }

    /// <summary>Gives back what <see cref="ReadAsync"/> lent; what lies after the position comes again.</summary>
    internal void AdvanceTo(SequencePosition consumed) => _input.AdvanceTo(consumed);

    /// <summary>Sends what was written; false when the client is gone, takes nothing, or the node stops.</summary>
    internal async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            _patience.Count(_output.UnflushedBytes);
            var flushed = await _output.FlushAsync(cancellationToken);
            return flushed is { IsCompleted: false, IsCanceled: false };
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends what was written if it is much; for long replies, so that they do not collect in memory. False as in <see cref="FlushAsync"/>.</summary>
    internal ValueTask<bool> RelieveAsync(CancellationToken cancellationToken) =>
        _output.UnflushedBytes > FlushThreshold ? FlushAsync(cancellationToken) : ValueTask.FromResult(true);

    /// <summary>Whether the connection is encrypted.</summary>
    internal bool IsSecure => _tls is not null;

    /// <summary>
    /// Whether octets wait that nobody has read. Before an upgrade to TLS there must be none: what was sent in plain text, perhaps by
    /// someone on the way, must not be taken for what the client says under TLS (RFC 3207 4.2, CVE-2011-0411).
    /// </summary>
    internal bool HasPendingInput
    {
        get
        {
            if (!_input.TryRead(out var result))
            {
                return false;
            }

            _input.AdvanceTo(result.Buffer.Start);
            return !result.Buffer.IsEmpty;
        }
    }

    /// <summary>
    /// Sends what was written, then speaks TLS from the next octet on: whatever comes now goes into the handshake and fails there if it is no TLS.
    /// False when the handshake failed, or took longer than half a minute; the connection is then cut.
    /// </summary>
    internal async Task<bool> UpgradeAsync(TlsOffer offer, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        if (offer.Options() is not { } options)
        {
            Abort("There is no certificate.");
            return false;
        }

        ExtendDeadline();
        using var late = new CancellationTokenSource(HandshakeWithin, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        if (await TlsLayer.AcceptAsync(_context.Transport, options, ended.Token) is not { } tls)
        {
            Abort("The TLS handshake failed.");
            return false;
        }

        (_tls, _input, _output) = (tls, tls.Input, tls.Output);
        return true;
    }

    /// <summary>Starts the idle time anew; for work of ours that kept the client waiting.</summary>
    internal void ExtendDeadline() => _patience.Renew();

    /// <summary>Reads end with <see cref="ReadStatus.Idle"/> so long after the connection began, whatever the client does meanwhile; infinite lifts the limit.</summary>
    internal void LimitTo(TimeSpan total) => _patience.LimitTo(total);

    /// <summary>Wakes a waiting session with <see cref="ReadStatus.Stopping"/>.</summary>
    internal void RequestStop()
    {
        _stopping = true;
        _input.CancelPendingRead();
    }

    /// <summary>Cuts the connection at once.</summary>
    internal void Abort(string reason) => _context.Abort(new ConnectionAbortedException(reason));

    /// <summary>Sends the rest, for a short while only, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _patience.DisposeAsync();
        await using var impatience = _time.CreateTimer(_ => Abort("The client did not take the last reply."), null, CloseGrace, Timeout.InfiniteTimeSpan);
        await FlushAsync(CancellationToken.None);
        if (_tls is not null)
        {
            await _tls.DisposeAsync();
        }

        await _context.DisposeAsync();
    }

    private ReadStatus Interruption => _stopping ? ReadStatus.Stopping : ReadStatus.Idle;

    private async ValueTask<BytesRead> ReadPipeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_stopping || _patience.IsOver)
            {
                return new BytesRead(Interruption, default);
            }

            if (!_input.TryRead(out var result))
            {
                await FlushAsync(cancellationToken);
                result = await _input.ReadAsync(cancellationToken);
            }
            else
            {
                await RelieveAsync(cancellationToken);
            }

            return Judge(result);
        }
        catch (IOException)
        {
            return new BytesRead(ReadStatus.Ended, default);
        }
    }

    private BytesRead Judge(ReadResult result)
    {
        if (_stopping || _patience.IsOver)
        {
            _input.AdvanceTo(result.Buffer.Start);
            return new BytesRead(Interruption, default);
        }

        if (result.Buffer.IsEmpty)
        {
            _input.AdvanceTo(result.Buffer.Start);
            return new BytesRead(ReadStatus.Ended, default);
        }

        return new BytesRead(ReadStatus.Ready, result.Buffer);
    }

    private void GoIdle()
    {
        _input.CancelPendingRead();
        _output.CancelPendingFlush();
    }
}
