using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>Every program fetches over every kind of connection, first leaving the mail on the server, at last not.</summary>
public sealed class FetchingTests(ClientNode node) : IClassFixture<ClientNode>
{
    private const int Few = 3;

    public static TheoryData<string, ConnectionSecurity> Rows => ClientCatalogue.FetchingRows;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Rows))]
    public async Task What_was_sent_is_fetched_once_and_deleted_when_asked(string program, ConnectionSecurity security)
    {
        var fetcher = ClientCatalogue.Fetchers.Single(candidate => candidate.Name == program);
        await using var smtp = new Wiretap(node.User.Node.SmtpPort);
        await using var pop3 = new Wiretap(node.User.Node.Pop3Port);
        using var account = node.Account(security, smtp, pop3);
        await node.User.EmptyMailboxAsync(Cancelled);
        var first = await ReceiveAsync(Few, present: 0);

        AssertSame(first, await fetcher.FetchAsync(account, delete: false, Cancelled));
        Assert.Equal(Few, await node.User.CountMailsAsync(Cancelled));

        AssertSame(fetcher.Remembers ? [] : first, await fetcher.FetchAsync(account, delete: false, Cancelled));

        var second = await ReceiveAsync(1, present: Few);
        AssertSame(fetcher.Remembers ? second : [.. first, .. second], await fetcher.FetchAsync(account, delete: false, Cancelled));
        Assert.Equal(Few + 1, await node.User.CountMailsAsync(Cancelled));

        var third = await ReceiveAsync(1, present: Few + 1);
        AssertSame(fetcher.Remembers ? third : [.. first, .. second, .. third], await fetcher.FetchAsync(account, delete: true, Cancelled));
        Assert.Equal(0, await node.User.CountMailsAsync(Cancelled));

        Habits.Check(fetcher.FetchHabits, security, pop3);
    }

    private async Task<IReadOnlyList<SampleMail>> ReceiveAsync(int count, int present)
    {
        List<SampleMail> mails = [];
        for (var i = 0; i < count; i++)
        {
            mails.Add(new SampleMail(node.User.Address));
            await node.User.SendAsync(mails[i].Bytes, [node.User.Address], Cancelled);
            await node.User.WaitForMailsAsync(present + i + 1, ClientProgram.Timeout, Cancelled);
        }

        return mails;
    }

    private static void AssertSame(IReadOnlyList<SampleMail> sent, IReadOnlyList<byte[]> fetched)
    {
        var expected = sent.Select(mail => SampleMail.BodyOf(mail.Bytes)).Select(Convert.ToHexString).Order();
        Assert.Equal(expected, fetched.Select(SampleMail.BodyOf).Select(Convert.ToHexString).Order());
    }
}
