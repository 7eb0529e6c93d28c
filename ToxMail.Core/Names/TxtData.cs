using System.Text;

namespace ToxMail.Core.Names;

/// <summary>The data of a TXT record: strings of up to 255 octets, each after its length (RFC 1035 3.3.14).</summary>
internal static class TxtData
{
    /// <summary>The strings joined with nothing between, an octet a character; null when the lengths do not come out even.</summary>
    internal static string? TextOf(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder(data.Length);
        while (data.Length > 0)
        {
            var length = data[0];
            if (length >= data.Length)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(data.Slice(1, length)));
            data = data[(length + 1)..];
        }

        return text.ToString();
    }
}
