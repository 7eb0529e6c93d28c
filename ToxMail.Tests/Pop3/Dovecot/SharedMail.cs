using System.Text;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>A mail that lies in both maildrops.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="Bytes">The mail.</param>
/// <param name="Difference">Where Dovecot answers otherwise on purpose or by mistake: see <c>docs/quirks.md</c>.</param>
internal sealed record SharedMail(string Name, byte[] Bytes, DovecotDifference? Difference = null)
{
    private const string Header = "From: bob@tox.alt\r\nTo: me@tox.alt\r\nSubject: compared\r\n";

    /// <summary>Everything a mail can be, one each.</summary>
    public static IReadOnlyList<SharedMail> Odd { get; } =
    [
        Of("plain", $"{Header}\r\nHello.\r\nSecond line.\r\n"),
        Of("dots", $"{Header}\r\n.\r\n..\r\n...\r\n.x\r\n\r\n.\r\nx.\r\n. \r\n"),
        Of("dot at the very start", ".Subject: dot\r\n\r\n.\r\n", DovecotDifference.UnstuffedStart),
        Of("dot at the very end", $"{Header}\r\nx\r\n.", DovecotDifference.EndNotCounted),
        Of("no final newline", $"{Header}\r\nThe end", DovecotDifference.EndNotCounted),
        Of("final CR", $"{Header}\r\nThe end\r", DovecotDifference.EndNotCounted),
        Of("8-bit", $"{Header}\r\n{string.Concat(Enumerable.Range(128, 128).Select(octet => (char)octet))}\r\n"),
        Of("long lines", $"{Header}X-Long: {new string('h', 5_000)}\r\n\r\n{new string('x', 1_000)}\r\n{new string('.', 100_000)}\r\n.{new string('y', 70_000)}\r\n"),
        Of("empty body", $"{Header}\r\n"),
        Of("headers only", Header),
        Of("headers only, no final newline", Header.TrimEnd(), DovecotDifference.EndNotCounted),
        Of("no headers", "\r\nBody\r\n"),
        Of("blank lines", $"{Header}\r\n\r\n\r\n\r\nx\r\n\r\n\r\n"),
        Of("line of spaces", $"{Header} \r\n\r\n \r\nx\r\n"),
        Of("NUL", $"{Header}\r\na\0b\r\n\0\r\n"),
        Of("bare CR", $"{Header}\r\na\rb\r\n\rc\r\r\n"),
        Of("bare LF", $"{Header}\r\na\nb\n.\nc\r\n", DovecotDifference.LinesMended),
        new("5 MB", Large(5_000_000)),
    ];

    /// <summary>Many mails that differ in every respect.</summary>
    public static IReadOnlyList<SharedMail> Generated(int count) => [.. Enumerable.Range(0, count).Select(Generate)];

    private static SharedMail Of(string name, string text, DovecotDifference? difference = null) => new(name, Encoding.Latin1.GetBytes(text), difference);

    private static SharedMail Generate(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder($"Subject: generated {seed}\r\n");
        for (var i = random.Next(5); i > 0; i--)
        {
            text.Append("X-Field: ").Append(Line(random, 200)).Append("\r\n");
        }

        text.Append("\r\n");
        for (var i = random.Next(40); i > 0; i--)
        {
            text.Append(Line(random, 120)).Append("\r\n");
        }

        return Of($"generated {seed}", text.ToString());
    }

    /// <summary>Often a dot first, then any octet but NUL, CR and LF.</summary>
    private static string Line(Random random, int atMost)
    {
        var line = new string('.', random.Next(4)) + string.Concat(Enumerable.Range(0, random.Next(atMost)).Select(_ => (char)random.Next(1, 256)));
        return line.Replace('\r', '.').Replace('\n', '.');
    }

    private static byte[] Large(int size)
    {
        var text = new StringBuilder(Header + "\r\n", size + 200);
        for (var line = 0; text.Length < size; line++)
        {
            text.Append(line % 7 == 0 ? "." : "").Append('m', 74).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
