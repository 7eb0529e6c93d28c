using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Relay.Intros;

public sealed class IntroBudgetTests
{
    [Fact]
    public async Task A_restart_gives_no_more_first_letters_to_the_day()
    {
        await using var store = await OpenAsync();
        await CountAsync(store, 39);
        Assert.True(Budget(store).Allows(EnvelopeKind.Intro));
        await CountAsync(store, 1);

        await store.RestartAsync();

        Assert.False(Budget(store).Allows(EnvelopeKind.Intro));
        Assert.True(Budget(store).Allows(EnvelopeKind.Receipt));
        await CountAsync(store, 10);
        Assert.False(Budget(store).Allows(EnvelopeKind.Receipt));
        store.Time.Advance(TimeSpan.FromHours(12));
        Assert.True(Budget(store).Allows(EnvelopeKind.Intro));
    }

    [Fact]
    public async Task One_that_could_not_leave_is_given_back_to_its_day()
    {
        await using var store = await OpenAsync();
        await CountAsync(store, 40);

        await Budget(store).CountAsync(-1, Ct);
        Assert.True(Budget(store).Allows(EnvelopeKind.Intro));

        // Of a day that has passed meanwhile nothing is left to be given back.
        store.Time.Advance(TimeSpan.FromDays(1));
        await Budget(store).CountAsync(-1, Ct);
        await CountAsync(store, 39);
        Assert.True(Budget(store).Allows(EnvelopeKind.Intro));
        await CountAsync(store, 1);
        Assert.False(Budget(store).Allows(EnvelopeKind.Intro));
    }

    [Theory, InlineData(""), InlineData("many"), InlineData("20000 many"), InlineData("many 99")]
    public async Task What_is_kept_and_cannot_be_read_counts_for_nothing(string kept)
    {
        await using var store = await OpenAsync();

        await store.Store.Settings.SaveAsync("intros", kept, Ct);

        Assert.True(Budget(store).Allows(EnvelopeKind.Intro));
        await CountAsync(store, 1);
    }

    private static IntroBudget Budget(TemporaryStore store) => new(store.Store.Settings, store.Time);

    private static async Task CountAsync(TemporaryStore store, int intros)
    {
        for (var i = 0; i < intros; i++)
        {
            await Budget(store).CountAsync(1, Ct);
        }
    }
}
