using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>Every program hands in a mail over every kind of connection.</summary>
public sealed class SendingTests(ClientNode node) : IClassFixture<ClientNode>
{
    public static TheoryData<string, ConnectionSecurity> Rows => ClientCatalogue.SendingRows;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Rows))]
    public async Task What_is_sent_arrives(string program, ConnectionSecurity security)
    {
        var sender = ClientCatalogue.Senders.Single(candidate => candidate.Name == program);
        await using var smtp = new Wiretap(node.User.Node.SmtpPort);
        await using var pop3 = new Wiretap(node.User.Node.Pop3Port);
        using var account = node.Account(security, smtp, pop3);
        var mail = new SampleMail(account.Address);
        await node.User.EmptyMailboxAsync(Cancelled);

        await sender.SendAsync(account, mail, Cancelled);

        await node.User.WaitForMailsAsync(1, ClientProgram.Timeout, Cancelled);
        var arrived = Assert.Single(await node.User.ReadMailboxAsync(Cancelled));
        await mail.AssertContentAsync(arrived, Cancelled);
        if (sender.SendsAsGiven)
        {
            Assert.Equal(SampleMail.BodyOf(mail.Bytes), SampleMail.BodyOf(arrived));
        }

        Habits.Check(sender.SubmissionHabits, security, smtp);
    }
}
