using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Relay;

public sealed class KeyringDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_uses_up_no_tags_and_what_it_did_not_keep_is_told_to_nobody()
    {
        await using var disk = await SmallDisk.MountAsync(8);
        await using var own = await TemporaryStore.OpenAsync(folder: Path.Combine(disk.Folder, "own"));
        await using var other = await TemporaryStore.OpenAsync();
        var bob = TemporaryStore.Key(2);
        using var alice = new Keyring(own.Store.RelayKeys, TemporaryStore.Own);
        using var others = new Keyring(other.Store.RelayKeys, new OwnIdentity(TemporaryStore.Id(2)));
        var now = own.Time.GetUtcNow();
        await alice.LoadAsync(now, Ct);
        await others.LoadAsync(now, Ct);
        await MeetAsync(alice, others, now);
        Assert.Single(await SealAsync(alice, bob, now) ?? []);

        var ballast = await disk.FillAsync(Ct);
        for (var (tried, failed) = (0, 0); failed <= DayKeys.Tags; tried++)
        {
            // Some more may go into the room that the write-ahead log has.
            failed += await FailsAsync(() => SealAsync(alice, bob, now)) ? 1 : 0;
            Assert.True(tried < 10 * DayKeys.Tags, "What failed has used up the day's tags.");
        }

        Assert.True(await FailsAsync(() => MeetAsync(alice, others, now + TimeSpan.FromDays(1))));
        File.Delete(ballast);
        Assert.Single(await SealAsync(alice, bob, now) ?? []);
        await MeetAsync(alice, others, now + TimeSpan.FromDays(1));
        Assert.Single(await SealAsync(alice, bob, now + TimeSpan.FromDays(1)) ?? []);
    }

    private static Task<IReadOnlyList<SealedEnvelope>?> SealAsync(Keyring keys, PublicKey to, DateTimeOffset now) => keys.SealAsync(
        to,
        [(new EnvelopeContent { Kind = EnvelopeKind.Mail, MailId = MailId.New(), Created = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), Payload = new byte[100] }, EnvelopeClass.Small)],
        now,
        TimeSpan.FromDays(1),
        Ct);

    private static async Task<bool> FailsAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Both are online until all is said.</summary>
    private static async Task MeetAsync(Keyring alice, Keyring bob, DateTimeOffset now)
    {
        var (aliceKey, bobKey) = (TemporaryStore.OwnKey, TemporaryStore.Key(2));
        Queue<byte[]> toAlice = new(bob.Greet(aliceKey, now));
        Queue<byte[]> toBob = new(alice.Greet(bobKey, now));
        while (toAlice.Count + toBob.Count > 0)
        {
            if (toBob.TryDequeue(out var frame))
            {
                (await bob.ReceiveAsync(aliceKey, frame, now, Ct)).Replies.ToList().ForEach(toAlice.Enqueue);
            }
            else
            {
                (await alice.ReceiveAsync(bobKey, toAlice.Dequeue(), now, Ct)).Replies.ToList().ForEach(toBob.Enqueue);
            }
        }
    }
}
