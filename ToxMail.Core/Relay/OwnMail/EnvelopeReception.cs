using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Takes the files of envelopes that contacts hand over, and opens what of them is for this node.</summary>
internal sealed class EnvelopeReception(WorkQueue queue, GossipDriver gossip, Keyring keys, UnopenedMail unopened, RelayRoom room, ContactPolicies policies, FileTurns turns, TimeProvider time)
{
    /// <summary>A transfer that stands still for this long is given up; what it brought is asked for again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    /// <summary>For the largest file over a slow link.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Takes a file; ends when its envelopes are here or never will be.</summary>
    internal async Task OfferedAsync(IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        using var place = turns.Enter(transfer.Sender);
        if (place.IsOneTooMany || transfer.Size is 0 or > WireFormat.MaxEnvelopes || !room.IsFor((long)transfer.Size)
            || !await queue.AskAsync(() => gossip.Ask(node => node.AwaitsFrom(transfer.Sender)), true, cancellationToken))
        {
            await transfer.CancelAsync();
            return;
        }

        // Refused, it would be missed until all that was asked for with it is given up; while it is not accepted the contact waits.
        await place.TakeTurnAsync(cancellationToken);
        await ReceiveAsync(transfer, cancellationToken);
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
