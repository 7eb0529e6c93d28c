using MimeKit;

namespace ToxMail.Core.Messages;

/// <summary>What a notice brings back of the mail it is about.</summary>
internal sealed class OriginalPart
{
    private readonly ReadOnlyMemory<byte> _octets;
    private readonly string? _subtype;

    private OriginalPart(string? subtype, string sentence, ReadOnlyMemory<byte> octets)
    {
        _subtype = subtype;
        Sentence = sentence;
        _octets = octets;
    }

    /// <summary>Tells the reader what is attached.</summary>
    internal string Sentence { get; }

    /// <summary>The whole mail for a failure (RFC 3461 4.3: RET is about failures alone) when it is small, else its headers, else nothing.</summary>
    internal static async Task<OriginalPart> ReadAsync(Notice notice, CancellationToken cancellationToken)
    {
        try
        {
            var original = notice.OpenOriginal();
            if (original is null)
            {
                return Nothing();
            }

            await using (original.ConfigureAwait(false))
            {
                var isWhole = notice is { Kind: NoticeKind.Failure, HeadersOnly: false, OriginalSize: <= NoticeWriter.MaxReturnedMail };
                return isWhole
                    ? await WholeAsync(original, notice.OriginalSize, cancellationToken).ConfigureAwait(false)
                    : await HeadersAsync(original, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // The notice matters more than what it brings back.
            return Nothing();
        }
    }

    /// <summary>The MIME part, or null when nothing is brought back.</summary>
    internal MimePart? ToPart()
    {
        if (_subtype is null)
        {
            return null;
        }

        var type = _subtype == "rfc822" ? "message" : "text";
        var isAscii = _octets.Span.IndexOfAnyExceptInRange((byte)0, (byte)127) < 0;
        return new MimePart(type, _subtype)
        {
            Content = new MimeContent(new MemoryStream(_octets.ToArray(), writable: false)),
            ContentTransferEncoding = isAscii ? ContentEncoding.SevenBit : ContentEncoding.EightBit,
        };
    }

    private static OriginalPart Nothing() => new(null, "The mail itself can no longer be read, so it is not attached.", default);

    private static async Task<OriginalPart> WholeAsync(Stream original, long size, CancellationToken cancellationToken)
    {
        var octets = new byte[size];
        var read = await original.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return new OriginalPart("rfc822", "Your mail is attached to this notice.", octets.AsMemory(0, read));
    }

    private static async Task<OriginalPart> HeadersAsync(Stream original, CancellationToken cancellationToken)
    {
        var block = await HeaderBlockReader.ReadAsync(original, HeaderBlockReader.DefaultLimit, cancellationToken).ConfigureAwait(false);
        return block is null
            ? Nothing()
            : new OriginalPart("rfc822-headers", "The headers of your mail are attached to this notice.", block.Header);
    }
}
