using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.EndToEnd.Kills;

/// <summary>One person's mail client: hands in mail without end and empties the mailbox, over nodes that may die at any moment.</summary>
internal sealed class MailLoad(MailUser user, MailUser peer, MailLedger ledger, int seed)
{
    private const int LargeEvery = 8;
    private const int FetchAtOnce = 10;

    private readonly Random _random = new(seed);

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        for (var i = 1; !cancellationToken.IsCancellationRequested; i++)
        {
            var size = i % LargeEvery == 0 ? _random.Next(200_000, 1_500_000) : _random.Next(0, 20_000);
            var mail = TestMail.Create(user, peer, size);
            ledger.HandingIn(mail);
            await TryAsync(
                async () =>
                {
                    var reply = await user.SubmitAsync(mail.Bytes, [peer.Address], cancellationToken);
                    if (RawSmtp.Code(reply) == 250)
                    {
                        ledger.Accepted(mail);
                    }
                },
                cancellationToken);
        }
    }

    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryAsync(() => FetchOnceAsync(FetchAtOnce, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Fetches and deletes up to so many mails; gives how many there were.</summary>
    public async Task<int> FetchOnceAsync(int atMost, CancellationToken cancellationToken)
    {
        await using var pop3 = await user.OpenPop3Async(cancellationToken);
        var uids = await pop3.UidsAsync(cancellationToken);
        List<byte[]> mails = [];
        foreach (var (number, _) in uids.Take(atMost))
        {
            mails.Add(await pop3.RetrieveAsync(number, cancellationToken));
            await pop3.CommandAsync($"DELE {number}", cancellationToken);
        }

        ledger.Saw(user.Name, mails);
        await pop3.QuitAsync(cancellationToken);
        ledger.Deleted(mails);
        return uids.Count;
    }

    /// <summary>A node that was killed breaks every conversation with it; a mail client tries again a little later.</summary>
    private async Task TryAsync(Func<Task> converse, CancellationToken cancellationToken)
    {
        try
        {
            await converse();
            await Wait.ForSomeTimeAsync(TimeSpan.FromMilliseconds(_random.Next(20, 200)), cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            await Wait.ForSomeTimeAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }
}
