using System.Collections.Concurrent;
using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Takes the files of envelopes that contacts hand over, and opens what of them is for this node.</summary>
internal sealed class EnvelopeReception(WorkQueue queue, GossipDriver gossip, Keyring keys, UnopenedMail unopened, RelayRoom room, ContactPolicies policies, TimeProvider time)
{
    /// <summary>A transfer that stands still for this long is given up; what it brought is asked for again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    /// <summary>For the largest file over a slow link.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Files of one contact taken at once. A polite one sends them one by one, but does not know when what it sent is stored.</summary>
    private const int MaxFiles = 2;

    /// <summary>Those under way and those that wait for their turn.</summary>
    private const int MaxOffered = 4;

    private readonly ConcurrentDictionary<PublicKey, int> _files = new();
    private readonly ConcurrentDictionary<PublicKey, SemaphoreSlim> _turns = new();

    /// <summary>Takes a file; ends when its envelopes are here or never will be.</summary>
    internal async Task OfferedAsync(IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        try
        {
            if (_files.AddOrUpdate(transfer.Sender, 1, static (_, count) => count + 1) > MaxOffered || transfer.Size is 0 or > WireFormat.MaxEnvelopes || !room.IsFor((long)transfer.Size)
                || !await queue.AskAsync(() => gossip.Ask(node => node.AwaitsFrom(transfer.Sender)), true, cancellationToken))
            {
                await transfer.CancelAsync();
                return;
            }

            await TakeInTurnAsync(transfer, cancellationToken);
        }
        finally
        {
            _files.AddOrUpdate(transfer.Sender, 0, static (_, count) => count - 1);
        }
    }

    /// <summary>Refused, it would be missed until all that was asked for with it is given up; while it is not accepted the contact waits.</summary>
    private async Task TakeInTurnAsync(IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(transfer.Sender, static _ => new SemaphoreSlim(MaxFiles));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await ReceiveAsync(transfer, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ReceiveAsync(IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        var file = new MemoryStream();
        await transfer.AcceptAsync(file, 0);
        if (await EndAsync(transfer) == TransferEnd.Finished)
        {
            await queue.DoAsync(transfer.Sender, stopping => TakeAsync(transfer.Sender, file.ToArray(), stopping), cancellationToken);
        }
    }

    /// <summary>A file that trickles in for ever is cut off.</summary>
    private async Task<TransferEnd> EndAsync(IncomingTransfer transfer)
    {
        try
        {
            return await transfer.EndAsync(Idle, time).WaitAsync(Longest, time);
        }
        catch (TimeoutException)
        {
            await transfer.CancelAsync();
            return TransferEnd.LinkLost;
        }
    }

    private async Task TakeAsync(PublicKey from, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        foreach (var (header, _) in await gossip.TakeAsync(from, file, cancellationToken))
        {
            if (header.IsIntro || keys.AuthorOf(header.Tag) is not null)
            {
                unopened.Add(header.Id);
            }
        }

        await unopened.OpenAsync(policies.Pace, cancellationToken);
    }
}
