namespace ToxMail.Tests.Clients;

/// <summary>Programs keep mail with the line ends of their system.</summary>
internal static class LineEnds
{
    /// <summary>Every line end as CRLF.</summary>
    public static byte[] ToNetwork(ReadOnlySpan<byte> text)
    {
        List<byte> result = new(text.Length + (text.Length / 40));
        byte last = 0;
        foreach (var octet in text)
        {
            if (octet == (byte)'\n' && last != (byte)'\r')
            {
                result.Add((byte)'\r');
            }

            result.Add(octet);
            last = octet;
        }

        return [.. result];
    }
}
