using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store.ContactList;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Relay.StoreNodes;

public sealed class AdmissionTests : IAsyncLifetime
{
    private TemporaryStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Who_paid_becomes_a_member_at_once_and_no_contact()
    {
        await TakeAsync(Admission(RelayMode.Store), JoinStampTests.Known);

        var member = Assert.Single(await _store.Contacts.ListAsync(Ct));
        Assert.Equal((Key(2), ContactState.Contact, true, 1), (member.PublicKey, member.State, member.IsMember, member.Instance));
        Assert.Empty(await _store.Contacts.ListRequestsAsync(Ct));
    }

    [Theory]
    [InlineData(RelayMode.Store, "TMR1 join AwAAAAAAAAAAAAAAAAAAAA", JoinFault.BadStamp, true)]
    [InlineData(RelayMode.Store, "TMR1 join please", JoinFault.BadStamp, true)]
    [InlineData(RelayMode.Contacts, JoinStampTests.Known, JoinFault.NoStore, false)]
    [InlineData(RelayMode.Store, "It is Bob", JoinFault.None, false)]
    public async Task Who_did_not_or_asks_for_something_else_waits_for_the_user(RelayMode mode, string text, JoinFault fault, bool becomesMember)
    {
        await TakeAsync(Admission(mode), text);

        var request = Assert.Single(await _store.Contacts.ListRequestsAsync(Ct));
        Assert.Equal((fault, becomesMember), (request.JoinFault, request.IsForMember));
        Assert.Empty(await _store.Contacts.ListAsync(Ct));
        await _store.Contacts.AcceptAsync(Key(2), null, Ct);
        Assert.Equal(becomesMember, Assert.Single(await _store.Contacts.ListAsync(Ct)).IsMember);
    }

    [Fact]
    public async Task A_full_instance_takes_nobody_until_there_is_room()
    {
        await TakeAsync(Admission(RelayMode.Store, members: 0), JoinStampTests.Known);
        Assert.Equal(JoinFault.Full, Assert.Single(await _store.Contacts.ListRequestsAsync(Ct)).JoinFault);

        await TakeAsync(Admission(RelayMode.Store, members: 1), JoinStampTests.Known);

        Assert.True(Assert.Single(await _store.Contacts.ListAsync(Ct)).IsMember);
        Assert.Empty(await _store.Contacts.ListRequestsAsync(Ct));
    }

    [Fact]
    public void A_flood_of_stamps_is_checked_no_faster_than_four_in_a_second()
    {
        var time = new FakeTimeProvider();
        var budget = new CheckBudget(time);
        Assert.Equal(32, Enumerable.Range(0, 1000).Count(_ => budget.TryTake()));

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(8, Enumerable.Range(0, 1000).Count(_ => budget.TryTake()));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(32, Enumerable.Range(0, 1000).Count(_ => budget.TryTake()));
    }

    private static Task TakeAsync(Admission admission, string text) => admission.TakeAsync(1, OwnKey, Key(2), text, Ct);

    private Admission Admission(RelayMode mode, int members = 200) =>
        new(_store.Contacts, new RelayConfiguration(new RelayOptions { Mode = mode, MaxMembers = members }, _store.Store.Settings), _store.Time);
}
