using System.Text.RegularExpressions;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary><c>toxmail demo</c> as a newcomer runs it, with nothing but what it prints.</summary>
public sealed partial class DemoTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>What the demo believes to be the machine's folder for temporary files.</summary>
    private readonly string _temporary = Directory.CreateTempSubdirectory("toxmail-demo-tests-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public async Task A_mail_passes_by_the_printed_settings_and_the_end_leaves_nothing()
    {
        await using var demo = Demo();
        await demo.StartAsync(Cancelled);
        var (alice, bob) = (Person.Read(demo.Output, "alice"), Person.Read(demo.Output, "bob"));
        using var mail = new MemoryStream("Subject: Hello Bob\r\n\r\nIt works.\r\n"u8.ToArray());

        await using (var smtp = await RawSmtp.LoginAsync(alice.SmtpPort, alice.Login, Cancelled))
        {
            Assert.StartsWith("250", await smtp.SubmitAsync(alice.Address, [alice.WriteTo], mail, Cancelled), StringComparison.Ordinal);
        }

        var arrived = await Wait.ForAsync(() => FirstMailAsync(bob), Timeout, demo.Tail, Cancelled);
        Assert.Contains("\r\nSubject: Hello Bob\r\n", arrived, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nIt works.\r\n", arrived, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetDirectories(_temporary, "toxmail-demo-*"));
        Assert.Equal(0, await demo.StopAsync(Cancelled));
        Assert.Empty(Directory.GetDirectories(_temporary, "toxmail-demo-*"));
    }

    [Fact]
    public async Task What_is_kept_is_there_at_the_next_start()
    {
        var kept = Path.Combine(_temporary, "kept");
        List<string> addresses = [];
        foreach (var _ in (string[])["the first start", "the next start"])
        {
            await using var demo = Demo("--keep", kept);
            await demo.StartAsync(Cancelled);
            addresses.Add(Person.Read(demo.Output, "alice").Address);
            Assert.Equal(0, await demo.StopAsync(Cancelled));
        }

        Assert.Equal(addresses[0], addresses[1]);
        Assert.Equal(["alice", "bob"], Directory.GetDirectories(kept).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetDirectories(_temporary, "toxmail-demo-*"));
    }

    private DemoProcess Demo(params string[] words) => new(_temporary, words);

    private static async Task<string?> FirstMailAsync(Person person)
    {
        await using var pop3 = await RawPop3.LoginAsync(person.Pop3Port, person.Login, Cancelled);
        return (await pop3.UidsAsync(Cancelled)).Count == 0 ? null : System.Text.Encoding.ASCII.GetString(await pop3.RetrieveAsync(1, Cancelled));
    }

    private sealed partial record Person(string Address, string WriteTo, int SmtpPort, int Pop3Port, PasswordView Login)
    {
        public static Person Read(string output, string name)
        {
            var section = output[output.IndexOf($"\n{name}\n", StringComparison.Ordinal)..];
            return new Person(
                Value(section, "Own address").Split(',')[0],
                Value(section, "Write to"),
                Port(Value(section, "Outgoing, SMTP")),
                Port(Value(section, "Incoming, POP3")),
                new PasswordView("demo", Value(section, "User name"), Value(section, "Password")));
        }

        private static string Value(string section, string label) => Regex.Match(section, $@"^ *{label} +(.+)$", RegexOptions.Multiline).Groups[1].Value.Trim();

        private static int Port(string endpoint) => int.Parse(PortPattern().Match(endpoint).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

        [GeneratedRegex(@":(\d+)")]
        private static partial Regex PortPattern();
    }
}
