using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ToxMail.Core.Relay.OwnMail;

namespace ToxMail.Core.Relay.Intros;

/// <summary>What people read about intros.</summary>
internal static class IntroWords
{
    /// <summary>At the row of the mail.</summary>
    internal const string TooLong = "Too long for a first letter: the recipient is told that it waits, and it goes once you have both been online.";

    /// <summary>What a letter says that brings only words: the mail's length, then its subject. Null when these are none.</summary>
    internal static LetterGist? Announced(ReadOnlySpan<byte> words) => words.Length < sizeof(long) ? null : new LetterGist(
        "",
        string.Create(CultureInfo.InvariantCulture, $"A mail of {Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(words) / 1000)} kB waits for you, too long for a first letter. Its subject: {Encoding.UTF8.GetString(words[sizeof(long)..])}"));
}
