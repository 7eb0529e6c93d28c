using System.Buffers;

namespace ToxMail.Core.Messages;

/// <summary>
/// Takes the header block off the front of a raw mail (RFC 5322 2.1), in pieces of any size and within a limit.
/// </summary>
/// <remarks>
/// The block runs to the first blank line, whatever stands before it: an alias behind a damaged line must not leak.
/// A mail whose very first line is no header field has no headers; it is body from its first octet.
/// </remarks>
public sealed class HeaderBlockReader(int limit = HeaderBlockReader.DefaultLimit)
{
    /// <summary>Octets a header block may have: 1 MiB.</summary>
    public const int DefaultLimit = 1 << 20;

    private readonly ArrayBufferWriter<byte> _header = new();
    private FirstLine _firstLine;
    private int _length;
    private int _lineLength;
    private bool _lineIsCarriageReturn;

    /// <summary>How far the reader has come.</summary>
    public HeaderBlockState State { get; private set; }

    /// <summary>The header fields with the blank line that ends them; empty when the mail has none. Only when complete.</summary>
    public ReadOnlyMemory<byte> Header => State == HeaderBlockState.Complete && !_firstLine.IsBody ? _header.WrittenMemory : default;

    /// <summary>Octets that were taken before the first line proved to be body; they come before what <see cref="Append"/> leaves over. Only when complete.</summary>
    public ReadOnlyMemory<byte> HeldBody => State == HeaderBlockState.Complete && _firstLine.IsBody ? _header.WrittenMemory : default;

    /// <summary>Takes the next octets of the mail and says how many it took; those left over are body, behind <see cref="HeldBody"/>.</summary>
    public int Append(ReadOnlySpan<byte> octets)
    {
        var taken = 0;
        while (taken < octets.Length && State == HeaderBlockState.Reading)
        {
            Take(octets[taken++]);
        }

        _header.Write(octets[..taken]);
        return taken;
    }

    /// <summary>Says that the mail has ended; a header block without its blank line is whole too.</summary>
    public void Complete()
    {
        if (State != HeaderBlockState.Reading)
        {
            return;
        }

        _firstLine.End();
        State = HeaderBlockState.Complete;
    }

    /// <summary>Reads the header block of a stream; null when it is larger than the limit.</summary>
    public static async Task<HeaderBlock?> ReadAsync(Stream mail, int limit, CancellationToken cancellationToken)
    {
        var reader = new HeaderBlockReader(limit);
        var buffer = new byte[16 * 1024];
        ReadOnlyMemory<byte> rest = default;
        while (reader.State == HeaderBlockState.Reading)
        {
            var read = await mail.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            rest = buffer.AsMemory(reader.Append(buffer.AsSpan(0, read))..read);
            if (read == 0)
            {
                reader.Complete();
            }
        }

        return reader.State == HeaderBlockState.TooLarge ? null : new HeaderBlock(reader.Header, Join(reader.HeldBody, rest));
    }

    private static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> held, ReadOnlyMemory<byte> rest) =>
        held.IsEmpty ? rest : (byte[])[.. held.Span, .. rest.Span];

    private void Take(byte octet)
    {
        _firstLine.Take(octet);
        State = _firstLine.IsBody || EndsBlankLine(octet) ? HeaderBlockState.Complete
            : ++_length >= limit ? HeaderBlockState.TooLarge
            : HeaderBlockState.Reading;
    }

    // A line is blank when nothing but one CR comes before its LF: so the mail programs read it that take LF for a line end, and
    // those that do not see a longer block, never a shorter one.
    private bool EndsBlankLine(byte octet)
    {
        var ends = octet == '\n' && (_lineLength == 0 || (_lineLength == 1 && _lineIsCarriageReturn));
        _lineIsCarriageReturn = octet == '\r' && _lineLength == 0;
        _lineLength = octet == '\n' ? 0 : _lineLength + 1;
        return ends;
    }
}
