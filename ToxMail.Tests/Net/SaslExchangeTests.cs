using System.Text;
using ToxMail.Core.Net;
using Xunit;

namespace ToxMail.Tests.Net;

public sealed class SaslExchangeTests
{
    [Theory] // RFC 4616 2
    [InlineData("\0me\0secret", "", "me", "secret")]
    [InlineData("me\0me\0two words", "me", "me", "two words")]
    [InlineData("\0m\u00e9\0s\u00e9cret", "", "m\u00e9", "s\u00e9cret")]
    public void Reads_plain_in_one_step_and_in_two(string response, string authorizationId, string userName, string password)
    {
        var wanted = new SaslStep.Complete(new SaslCredentials(authorizationId, userName, password));
        Assert.Equal(wanted, new SaslExchange(SaslMechanism.Plain).Start(Encode(response)));

        var exchange = new SaslExchange(SaslMechanism.Plain);
        Assert.Equal(new SaslStep.Challenge(string.Empty), exchange.Start([]));
        Assert.Equal(wanted, exchange.Next(Encode(response)));
    }

    [Fact]
    public void Asks_for_name_and_password_in_login()
    {
        var exchange = new SaslExchange(SaslMechanism.Login);
        Assert.Equal(new SaslStep.Challenge("VXNlcm5hbWU6"), exchange.Start([]));
        Assert.Equal(new SaslStep.Challenge("UGFzc3dvcmQ6"), exchange.Next(Encode("me")));
        Assert.Equal(new SaslStep.Complete(new SaslCredentials(string.Empty, "me", "secret")), exchange.Next(Encode("secret")));
    }

    [Fact]
    public void Takes_the_name_of_login_as_initial_response()
    {
        var exchange = new SaslExchange(SaslMechanism.Login);
        Assert.Equal(new SaslStep.Challenge("UGFzc3dvcmQ6"), exchange.Start(Encode("me")));
    }

    [Theory] // RFC 4954 4: "=" is an empty response, "*" cancels, all else must be base64
    [InlineData("*", true)]
    [InlineData("=", false)]
    [InlineData("!!!!", false)]
    [InlineData("AG1l", false)]
    [InlineData("AG1lAHNl Y3JldA==", false)]
    [InlineData("AG1lAHNlY3JldA", false)]
    [InlineData("AP8A/w==", false)]
    [InlineData("AAAA", false)]
    public void Ends_what_is_no_answer(string line, bool cancelled)
    {
        SaslStep wanted = cancelled ? new SaslStep.Cancelled() : new SaslStep.Malformed();
        Assert.Equal(wanted, new SaslExchange(SaslMechanism.Plain).Start(Encoding.ASCII.GetBytes(line)));
    }

    [Fact]
    public void Does_not_print_the_password() =>
        Assert.DoesNotContain("secret", new SaslStep.Complete(new SaslCredentials(string.Empty, "me", "secret")).ToString(), StringComparison.Ordinal);

    private static byte[] Encode(string text) => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
}
