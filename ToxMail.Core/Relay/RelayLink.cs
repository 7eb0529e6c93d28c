using System.Security.Cryptography;
using System.Threading.Channels;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>What the relay sends to one contact while it is online: frames in order, and beside them envelopes, one file at a time. What is left when the contact goes is asked for again.</summary>
internal sealed class RelayLink : IAsyncDisposable
{
    /// <summary>libtoxcore drops transfers without a word; the contact then asks again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>Frames that wait for a contact which takes none: more than a whole log has.</summary>
    private const int MostFrames = 8192;

    private readonly Channel<Frame> _frames = Channel.CreateBounded<Frame>(new BoundedChannelOptions(MostFrames) { SingleReader = true });
    private readonly Channel<IReadOnlyList<EnvelopeId>> _served = Channel.CreateBounded<IReadOnlyList<EnvelopeId>>(new BoundedChannelOptions(MostFrames) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly ToxNode _node;
    private readonly IEnvelopeStore _store;
    private readonly PublicKey _peer;
    private readonly TimeProvider _time;
    private readonly Task _running;

    internal RelayLink(ToxNode node, IEnvelopeStore store, PublicKey peer, TimeProvider time)
    {
        (_node, _store, _peer, _time) = (node, store, peer, time);
        _running = Task.WhenAll(Task.Run(SendFramesAsync), Task.Run(SendEnvelopesAsync));
    }

    internal bool IsOver(ToxNode node) => _node == node;

    /// <summary>Sends it in turn; what finds no room is dropped with the rest of the session.</summary>
    internal void Post(Frame frame) => EndUnless(_frames.Writer.TryWrite(frame));

    internal void Serve(IReadOnlyList<EnvelopeId> ids) => EndUnless(_served.Writer.TryWrite(ids));

    public async ValueTask DisposeAsync()
    {
        _frames.Writer.TryComplete();
        _served.Writer.TryComplete();
        await _closing.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private void EndUnless(bool isWritten)
    {
        if (!isWritten)
        {
            _closing.Cancel();
        }
    }

    private async Task SendFramesAsync()
    {
        await foreach (var frame in _frames.Reader.ReadAllAsync(_closing.Token))
        {
            await _node.SendAsync(_peer, FrameCodec.Write(frame)).WaitAsync(_closing.Token);
        }
    }

    private async Task SendEnvelopesAsync()
    {
        await foreach (var ids in _served.Reader.ReadAllAsync(_closing.Token))
        {
            try
            {
                await SendAsync(ids);
            }
            catch (IOException)
            {
                // They cannot be read now; the contact asks again, or somebody else.
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<EnvelopeId> ids)
    {
        var file = new MemoryStream();
        foreach (var id in ids)
        {
            var envelope = await _store.ReadAsync(id, _closing.Token) ?? [];
            if (file.Length + envelope.Length > WireFormat.MaxEnvelopes)
            {
                await SendFileAsync(file);
                file = new MemoryStream();
            }

            await file.WriteAsync(envelope, _closing.Token);
        }

        await SendFileAsync(file);
    }

    private async Task SendFileAsync(MemoryStream file)
    {
        file.Position = 0;
        if (file.Length > 0 && await _node.SendFileAsync(_peer, WireFormat.EnvelopesKind, RandomNumberGenerator.GetBytes(WireFormat.DigestSize), file) is { } transfer)
        {
            await EndAsync(transfer);
        }
    }

    private async Task EndAsync(OutgoingTransfer transfer)
    {
        for (var seen = -1L; ;)
        {
            try
            {
                await transfer.Completion.WaitAsync(Idle, _time, _closing.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                await _node.CancelAsync(transfer);
                throw;
            }
            catch (TimeoutException) when (transfer.Position != seen)
            {
                seen = transfer.Position;
            }
            catch (TimeoutException)
            {
                await _node.CancelAsync(transfer);
                return;
            }
        }
    }
}
