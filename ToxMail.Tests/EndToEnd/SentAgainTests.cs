using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A client whose node died before it could answer sends its mail again.</summary>
public sealed class SentAgainTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_sent_again_after_the_node_was_killed_arrives_once()
    {
        await using var alice = await MailUser.StartAsync("alice", MailCircle.Plain, Cancelled);
        var mail = Encoding.ASCII.GetBytes($"From: {alice.Address}\r\nMessage-ID: <again@client.example>\r\nSubject: once\r\n\r\nbody\r\n");
        var first = await alice.SubmitAsync(mail, [alice.Address], Cancelled);
        await alice.Node.KillAsync(Cancelled);
        await alice.StartAsync(Cancelled);

        Assert.Equal(first, await alice.SubmitAsync(mail, [alice.Address], Cancelled));
        var other = await alice.SubmitAsync([.. mail, .. "more\r\n"u8], [alice.Address], Cancelled);

        Assert.NotEqual(first, other);
        await alice.WaitForMailsAsync(2, TimeSpan.FromSeconds(60), Cancelled);
        Assert.Equal(2, await alice.CountMailsAsync(Cancelled));
    }
}
