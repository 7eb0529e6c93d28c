using ToxMail.Core.Relay;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;
using ToxMail.Tests.EndToEnd.Relays;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>Receipts while relay.db alone, which lies on a file system of its own, cannot be written.</summary>
public sealed class ReceiptDiskTests
{
    private static readonly TimeSpan _anotherTry = TimeSpan.FromHours(1);

    private readonly Random _random = new(7);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_that_could_not_be_kept_takes_nothing_from_the_day_and_leaves_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(8);
        await using var brought = await BroughtMail.StartAsync(Path.Combine(disk.Folder, "relay.db"));
        var (budget, receipts, inbox) = (brought.Get<ReceiptBudget>(), brought.Get<ReceiptDispatch>(), brought.Get<RelayedInbox>());
        var policies = brought.Get<ContactPolicies>();
        policies.Options = policies.Options with { ReceiptPolicy = ReceiptPolicy.Prompt, ReceiptGrid = TimeSpan.Zero };
        await brought.PassAsync(brought.Time.GetUtcNow().Date.AddDays(1) - brought.Time.GetUtcNow().UtcDateTime);
        var envelope = JunkEnvelope.Make(_random);
        await brought.GiveAsync(envelope.Offer, envelope.Bytes);
        await receipts.OweAsync(BroughtMail.Dave, Mail(brought), MailStatus.Stored, [(envelope.Offer.Id.ToArray(), envelope.Release.ToArray())], Ct);

        var ballast = await FillAsync(disk, brought);
        var kept = (await brought.Get<IEnvelopeStore>().LogAsync(Ct)).Count(static held => held.From is null);
        for (var tried = 0; tried < 8; tried++)
        {
            await receipts.RunAsync(Ct);
            Assert.Empty(await inbox.DueAsync(brought.Time.GetUtcNow(), DateTimeOffset.MaxValue, Ct));
            await brought.PassAsync(_anotherTry);
        }

        Assert.True(budget.Allows(BroughtMail.Dave));
        Assert.Single(await inbox.DueAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, Ct));

        File.Delete(ballast);
        await receipts.RunAsync(Ct);
        Assert.Empty(await inbox.DueAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, Ct));
        Assert.Equal(kept + 1, brought.Held().Own);
        for (var left = 3; left > 0; left--)
        {
            Assert.True(budget.Allows(BroughtMail.Dave));
            await budget.CountAsync(BroughtMail.Dave, 1, Ct);
        }

        Assert.False(budget.Allows(BroughtMail.Dave));
    }

    /// <summary>To where not even the write-ahead log takes another envelope.</summary>
    private static async Task<string> FillAsync(SmallDisk disk, BroughtMail brought)
    {
        var ballast = await disk.FillAsync(Ct);
        try
        {
            for (var more = 0; more < 1000; more++)
            {
                var sealedOne = await brought.SealAsync(EnvelopeKind.Keys, new byte[10]);
                await brought.Get<GossipDriver>().InjectAsync([sealedOne], 3, Ct);
            }
        }
        catch (IOException)
        {
            return ballast;
        }

        throw new InvalidOperationException("The disk is not full.");
    }

    private static EnvelopeContent Mail(BroughtMail brought) => new() { Kind = EnvelopeKind.Mail, MailId = MailId.New(), Created = brought.Time.GetUtcNow() };
}
