using System.Buffers;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Pop3;

/// <summary>Streams messages, or their starts, to one session's client as fast as it takes them.</summary>
internal sealed partial class MessageSender(LineConnection connection, BlobStore blobs, DamagedMails damaged, ILogger logger) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private (BlobId Id, Stream Message)? _ahead;

    /// <summary>
    /// Sends the status line and the message; gives the refusal when there is nothing to send, and null when all was said or the connection is done for.
    /// </summary>
    internal async Task<Pop3Reply?> SendAsync(MaildropEntry entry, Pop3Reply status, TopCut? cut, CancellationToken cancellationToken)
    {
        if (damaged.Contains(entry))
        {
            return Pop3Replies.MessageGone;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var begun = false;
        try
        {
            await using var message = Open(entry.Blob);
            var read = await message.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken);
            connection.Reply(status.ToString());
            begun = true;
            var writer = new DotWriter(connection.Output);
            while (read > 0 && cut?.Done != true)
            {
                writer.Write(buffer.AsSpan(0, cut?.Take(buffer.AsSpan(0, read)) ?? read));
                if (!await connection.RelieveAsync(cancellationToken))
                {
                    return null;
                }

                read = await message.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken);
            }

            writer.Complete();
            return null;
        }
        catch (IOException fault)
        {
            LogFailed(entry.Id, fault);
            if (fault is BlobCorruptException or FileNotFoundException)
            {
                await damaged.NoteAsync(entry, cancellationToken);
            }

            if (begun)
            {
                // Half a message must not look like a whole one.
                connection.Abort("A message could not be read to its end.");
                return null;
            }

            return Pop3Replies.MessageGone;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Opens what the client will most likely ask for next, while it is still busy with what it got.</summary>
    internal async Task ReadAheadAsync(MaildropEntry next, CancellationToken cancellationToken)
    {
        if (connection.HasPendingInput || !await connection.FlushAsync(cancellationToken))
        {
            return;
        }

        try
        {
            Dispose();
            _ahead = (next.Blob, blobs.OpenRead(next.Blob));
        }
        catch (IOException)
        {
            // The client hears of it when it asks.
        }
    }

    /// <summary>Closes what was opened for nothing.</summary>
    public void Dispose()
    {
        _ahead?.Message.Dispose();
        _ahead = null;
    }

    private Stream Open(BlobId id)
    {
        if (_ahead?.Id != id)
        {
            return blobs.OpenRead(id);
        }

        var message = _ahead.Value.Message;
        _ahead = null;
        return message;
    }

    [LoggerMessage(LogLevel.Error, "Message {Id} could not be read.")]
    private partial void LogFailed(long id, Exception fault);
}
