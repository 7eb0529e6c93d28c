using System.Text.RegularExpressions;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>What <c>docs/quirks.md</c> says of a program is seen on its connection; a program that has changed shows here.</summary>
internal static class Habits
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static void Check(IReadOnlyList<string> patterns, ConnectionSecurity security, Wiretap tap)
    {
        if (security == ConnectionSecurity.Plain)
        {
            var transcript = tap.Transcript;
            Assert.All(patterns, pattern => Assert.True(
                Regex.IsMatch(transcript, pattern, RegexOptions.Singleline, Timeout),
                $"{pattern} is not in\n{transcript[..Math.Min(transcript.Length, 20_000)]}"));
        }
    }
}
