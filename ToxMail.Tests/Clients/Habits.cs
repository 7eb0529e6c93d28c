using System.Text.RegularExpressions;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>What <c>docs/quirks.md</c> says of a program is seen on its connection; a program that has changed shows here.</summary>
internal static class Habits
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // What follows the go-ahead is a TLS record with the client's greeting, and nothing of a login came before.
    private const string Upgraded = @"\A(?!.*?C: (AUTH|USER|MAIL) ).*C: (STARTTLS|STLS)\r\nS: (220 |\+OK )[^\n]*\r\nC: \x16\x03";

    public static void Check(IReadOnlyList<string> patterns, ConnectionSecurity security, Wiretap tap)
    {
        var transcript = tap.Transcript;
        var expected = security switch
        {
            ConnectionSecurity.Plain => patterns,
            ConnectionSecurity.Upgrade => [Upgraded],
            _ => [@"\A\z"],
        };
        Assert.All(expected, pattern => Assert.True(
            Regex.IsMatch(transcript, pattern, RegexOptions.Singleline, Timeout),
            $"{pattern} is not in\n{transcript[..Math.Min(transcript.Length, 20_000)]}"));
    }
}
