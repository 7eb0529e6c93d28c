using System.Buffers;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Pop3;

/// <summary>Streams a message, or its start, to the client as fast as the client takes it.</summary>
internal sealed partial class MessageSender(BlobStore blobs, ILogger<MessageSender> logger)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Sends the status line and the message; gives the refusal when there is nothing to send, and null when all was said or the connection is done for.
    /// </summary>
    internal async Task<Pop3Reply?> SendAsync(LineConnection connection, MaildropEntry entry, Pop3Reply status, TopCut? cut, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var begun = false;
        try
        {
            await using var message = blobs.OpenRead(entry.Blob);
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

    [LoggerMessage(LogLevel.Error, "Message {Id} could not be read.")]
    private partial void LogFailed(long id, Exception fault);
}
