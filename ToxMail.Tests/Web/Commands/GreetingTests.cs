using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web.Commands;

public sealed class GreetingTests
{
    [Fact]
    public async Task A_server_that_is_off_has_no_settings()
    {
        await using var node = new WebNode("--ToxMail:Smtp:Enabled=false");
        await node.InitializeAsync();
        using var output = new StringWriter { NewLine = "\n" };

        await Greeting.WriteAsync(node.Services, output, TestContext.Current.CancellationToken);

        var lines = output.ToString().Split('\n').Select(static line => line.Trim()).ToList();
        Assert.Contains("Outgoing, SMTP   off (Smtp:Enabled is false)", lines);
        Assert.Contains(lines, static line => line.StartsWith("Incoming, POP3   127.0.0.1:", StringComparison.Ordinal) && line.EndsWith(", STARTTLS or no encryption, password \"normal\"", StringComparison.Ordinal));
    }
}
