using System.Text;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>Thunderbird sets its account up by the configuration the node serves, and mail passes with nothing changed in it.</summary>
public sealed class AutoconfigTests(SetupNodes nodes) : IClassFixture<SetupNodes>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ConnectionSecurity.Upgrade)]
    [InlineData(ConnectionSecurity.Implicit)]
    public async Task Thunderbird_sets_itself_up_and_mail_passes(ConnectionSecurity security)
    {
        var user = nodes.Of(security);
        using var account = nodes.Account(security);
        await user.EmptyMailboxAsync(Cancelled);
        var mail = new SampleMail(account.Address);
        await using var thunderbird = await HeadlessThunderbird.StartAsync(account, Cancelled);

        var settings = new
        {
            url = $"http://127.0.0.1:{user.Node.DashboardPort}/mail/config-v1.1.xml?emailaddress=",
            address = "me@tox.alt",
            password = account.Password,
            authority = account.ReadAuthority(),
        };
        await thunderbird.RunAsync("thunderbird-autoconfig", settings, Cancelled);
        var attachment = account.Write(SampleMail.AttachmentName, mail.Attachment);
        await thunderbird.RunAsync("thunderbird-send", new { to = "me@tox.alt", subject = mail.Subject, text = mail.Text, attachment }, Cancelled);
        await user.WaitForMailsAsync(1, ClientProgram.Timeout, Cancelled);
        var fetched = await thunderbird.RunAsync("thunderbird-fetch", true, Cancelled);
        await thunderbird.QuitAsync(Cancelled);

        await mail.AssertContentAsync(Encoding.Latin1.GetBytes(Assert.Single(fetched.EnumerateArray()).GetString()!), Cancelled);
        Assert.Equal(1, await user.CountMailsAsync(Cancelled));
    }
}
