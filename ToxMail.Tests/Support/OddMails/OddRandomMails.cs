using System.Text;

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Mails put together at random from odd pieces, always the same ones.</summary>
internal static class OddRandomMails
{
    private const int Count = 60;

    private static readonly string[] Words = ["Hello", "Grüße", "日本", "=?utf-8?Q?=C3=A9?=", "\"quoted\"", "(comment)", "a@b", "<", ">", ";", ",", "\t", "..", "=20", "--b", "😀"];

    internal static void AddTo(OddMailWriter writer)
    {
        // The sequence of System.Random with a seed is fixed (its documentation warns only of changes between .NET versions).
#pragma warning disable CA5394 // No secret depends on it.
        var random = new Random(20261122);
        for (var i = 0; i < Count; i++)
        {
            var name = $"random-{i:D2}";
            writer.Add(name, Headers(writer, name, random) + "\n" + Body(random));
        }
    }

    private static string Headers(OddMailWriter writer, string name, Random random)
    {
        List<string> fields =
        [
            $"From: {Phrase(random)} <{writer.From}>\n",
            $"{Case("To", random)}: {Addresses(writer, random)}\n",
            $"Subject: {name} {Text(random)}\n",
            $"Message-ID: <{name}@example.invalid>\n",
        ];
        var more = random.Next(6);
        for (var i = 0; i < more; i++)
        {
            fields.Add(random.Next(4) switch
            {
                0 => $"{Case("Cc", random)}: {Addresses(writer, random)}\n",
                1 => $"{Case("Bcc", random)}: {Addresses(writer, random)}\n",
                2 => $"X-Random-{i}: {Text(random)}\n",
                _ => $"Reply-To: {Addresses(writer, random)}\n",
            });
        }

        var shuffled = fields.ToArray();
        random.Shuffle(shuffled);
        return string.Concat(shuffled);
    }

    private static string Addresses(OddMailWriter writer, Random random) => string.Join(
        random.Next(2) == 0 ? ", " : ",\n ",
        Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Address(writer, random)));

    private static string Address(OddMailWriter writer, Random random) => random.Next(6) switch
    {
        0 => writer.To,
        1 => $"<{writer.To}>",
        2 => $"{Phrase(random)} <{writer.To}>",
        3 => $"group: {writer.To}, x@example.org;",
        4 => $"{writer.From} (me)",
        _ => $"user{random.Next(100)}@example.org",
    };

    private static string Phrase(Random random) => random.Next(5) switch
    {
        0 => "Odd Sender",
        1 => "\"Sender, (odd) <x@y>\"",
        2 => "=?utf-8?B?w5ZkZA==?=",
        3 => "Ödd",
        _ => "Folded\n Name",
    };

    private static string Case(string name, Random random) => random.Next(3) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.ToLowerInvariant(),
        _ => name,
    };

    private static string Text(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => Words[random.Next(Words.Length)]));

    private static string Body(Random random)
    {
        var body = new StringBuilder();
        var lines = random.Next(40);
        for (var i = 0; i < lines; i++)
        {
            body.Append(random.Next(8) == 0 ? "." : string.Empty).Append(Text(random)).Append('\n');
        }

        return body.ToString();
    }
}
