using ToxMail.Core.Net;

namespace ToxMail.Core.Smtp;

/// <summary>A mail that comes in by BDAT (RFC 3030 2), from its first chunk to the last or to the first fault.</summary>
internal sealed class ChunkedMail(MailSpool spool) : IAsyncDisposable
{
    private static readonly ReadOnlyMemory<byte> LineEnd = "\r\n"u8.ToArray();

    private readonly LineEndCheck _lines = new();

    internal MailSpool Spool => spool;

    /// <summary>Why the mail is not taken; null while it may be.</summary>
    internal SmtpReply? Refusal => _lines.SawBareLineEnd ? SmtpReplies.BareLineEnd : spool.Refusal;

    /// <summary>Takes the octets of one chunk; false when the connection ended before they did.</summary>
    internal Task<bool> TakeAsync(LineConnection connection, long size, CancellationToken cancellationToken) =>
        ReadAsync(connection, size, StoreAsync, cancellationToken);

    /// <summary>There is no more. A mail is made of lines (RFC 5322 2.1), and after DATA it has to be, so a last line without CRLF gets one.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_lines.HasBareLineEnd)
        {
            spool.Refuse(SmtpReplies.BareLineEnd);
        }
        else if (!_lines.IsAtLineStart)
        {
            await spool.WriteAsync(LineEnd, cancellationToken);
        }

        await spool.CompleteAsync(cancellationToken);
    }

    /// <summary>Reads the octets of a chunk that nobody wants, as RFC 3030 2 demands; false when the connection ended before they did.</summary>
    internal static Task<bool> SwallowAsync(LineConnection connection, long size, CancellationToken cancellationToken) =>
        ReadAsync(connection, size, static (_, _) => ValueTask.CompletedTask, cancellationToken);

    /// <summary>Forgets the mail unless it was committed.</summary>
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    private static async Task<bool> ReadAsync(LineConnection connection, long size, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, CancellationToken cancellationToken)
    {
        connection.ExtendDeadline();
        while (size > 0)
        {
            var read = await connection.ReadAsync(cancellationToken);
            if (read.Status != ReadStatus.Ready)
            {
                return false;
            }

            var part = read.Bytes.Slice(0, Math.Min(size, read.Bytes.Length));
            foreach (var piece in part)
            {
                await take(piece, cancellationToken);
            }

            size -= part.Length;
            connection.AdvanceTo(part.End);
        }

        return true;
    }

    private ValueTask StoreAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        _lines.Take(octets.Span);
        return spool.WriteAsync(octets, cancellationToken);
    }
}
