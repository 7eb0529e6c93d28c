namespace ToxMail.Core.Names.Dnssec;

/// <summary>Times of signatures: seconds since 1970 in 32 bits, which turn over and are compared as serial numbers (RFC 4034 3.1.5, RFC 1982).</summary>
internal static class SerialTime
{
    /// <summary>The moment nearest to now that a 32-bit time can mean.</summary>
    public static DateTimeOffset Near(uint time, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds + unchecked((int)(time - (uint)seconds)));
    }
}
