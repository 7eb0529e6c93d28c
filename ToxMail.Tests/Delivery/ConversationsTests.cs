using System.Text;
using Microsoft.Data.Sqlite;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>Links that come and go while the contact list is looked at too. Nobody is at their other end.</summary>
public sealed class ConversationsTests
{
    private static readonly PublicKey Peer = TemporaryStore.Key(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_from_two_sides_lets_what_is_being_sent_be()
    {
        await using var node = await StartAsync();
        var id = await QueueAsync(node);
        for (var i = 0; i < 30; i++)
        {
            await node.Conversations.ConnectionChangedAsync(Peer, ToxConnection.Udp);
            await node.Conversations.CloseAsync(Peer);
            await node.Store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
            var contact = await ContactAsync(node);
            await AtOnceAsync([.. Enumerable.Repeat(() => node.Conversations.RestoreAsync(contact), 4)]);

            Assert.Empty(node.Conversations.Wake([Peer]));
            Assert.Equal(DeliveryState.Sending, (await node.Store.Outbox.FindAsync(id, Ct))!.State);
        }
    }

    [Fact]
    public async Task No_conversation_stays_on_a_link_that_was_lost_while_it_was_opened()
    {
        await using var node = await StartAsync();
        for (var i = 0; i < 60; i++)
        {
            await node.Conversations.ConnectionChangedAsync(Peer, ToxConnection.Udp);
            await node.Conversations.CloseAsync(Peer);
            var contact = await ContactAsync(node);
            await AtOnceAsync(
                () => node.Conversations.RestoreAsync(contact),
                () =>
                {
                    // Into the look at the database that opening takes, wherever it lies.
                    Thread.SpinWait(i * 2000);
                    return node.Conversations.ConnectionChangedAsync(Peer, ToxConnection.None);
                });

            Assert.Equal([Peer], node.Conversations.Wake([Peer]));
            Assert.Equal(LinkKind.None, (await ContactAsync(node)).Connection);
        }
    }

    [Fact]
    public async Task A_contact_whose_coming_could_not_be_written_is_written_down_later()
    {
        await using var node = await StartAsync();
        await ExecuteAsync(node, "CREATE TRIGGER Full BEFORE UPDATE ON Contacts BEGIN SELECT RAISE(ABORT, 'no room'); END");

        await Assert.ThrowsAnyAsync<Exception>(() => node.Conversations.ConnectionChangedAsync(Peer, ToxConnection.Udp));
        Assert.Equal((ContactState.Requested, LinkKind.None), await StateAsync(node));
        await ExecuteAsync(node, "DROP TRIGGER Full");
        await node.Conversations.RestoreAsync(await ContactAsync(node));

        Assert.Equal((ContactState.Contact, LinkKind.Udp), await StateAsync(node));
    }

    private static async Task AtOnceAsync(params Func<Task>[] calls)
    {
        var ready = calls.Length;
        await Task.WhenAll(calls.Select(call => Task.Factory.StartNew(
            () =>
            {
                Interlocked.Decrement(ref ready);
                SpinWait.SpinUntil(() => Volatile.Read(ref ready) == 0);
                return call();
            },
            Ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    private static async Task<InProcessNode> StartAsync()
    {
        var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        await node.Store.Contacts.AddAsync(new Recipient.ById(new ToxId(Peer, 7)), "nobody", null, Ct);
        return node;
    }

    private static async Task<Contact> ContactAsync(InProcessNode node) => (await node.Store.Contacts.FindAsync(Peer, Ct))!;

    private static async Task<(ContactState State, LinkKind Connection)> StateAsync(InProcessNode node) =>
        await ContactAsync(node) is var contact ? (contact.State, contact.Connection) : default;

    private static async Task<long> QueueAsync(InProcessNode node)
    {
        await node.QueueAsync(Encoding.ASCII.GetBytes("Subject: s\r\n\r\n"), Peer, Ct);
        return (await node.Store.Outbox.ListAsync(null, 0, 1, Ct)).Entries.Single().Id;
    }

    private static async Task ExecuteAsync(InProcessNode node, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={node.Directory.Database};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }
}
