using System.Collections.Concurrent;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Kills;

/// <summary>
/// What mail clients were told, kept outside the nodes: every mail handed in, which of them got 250, which were fetched, and which deletions
/// were confirmed. A connection that died before its answer leaves the matter open: both outcomes are right then.
/// </summary>
internal sealed class MailLedger
{
    private readonly ConcurrentDictionary<string, TestMail> _handedIn = new();
    private readonly ConcurrentDictionary<string, TestMail> _accepted = new();
    private readonly ConcurrentDictionary<string, bool> _fetched = new();
    private readonly ConcurrentDictionary<string, bool> _deleted = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public int AcceptedCount => _accepted.Count;

    public void HandingIn(TestMail mail) => _handedIn[mail.MessageId] = mail;

    public void Accepted(TestMail mail) => _accepted[mail.MessageId] = mail;

    /// <summary>Notes what one look into a mailbox showed.</summary>
    public void Saw(string user, IReadOnlyList<byte[]> mailbox)
    {
        foreach (var copies in mailbox.GroupBy(TestMail.ReadMessageId))
        {
            Saw(user, copies.Key, [.. copies]);
        }
    }

    /// <summary>The deletion was answered with +OK.</summary>
    public void Deleted(IEnumerable<byte[]> mails)
    {
        foreach (var mail in mails)
        {
            _deleted[TestMail.ReadMessageId(mail)] = true;
        }
    }

    /// <summary>Checks the promise once all is quiet: what got 250 came once, what was deleted stayed away.</summary>
    public void AssertKept()
    {
        var lost = _accepted.Keys.Where(id => !_fetched.ContainsKey(id));
        Assert.Empty(_faults.Concat(lost.Select(id => $"{id} got 250 and never came.")));
    }

    private void Saw(string user, string id, byte[][] copies)
    {
        if (!_handedIn.TryGetValue(id, out var mail))
        {
            _faults.Enqueue($"{user} has a mail nobody sent: {System.Text.Encoding.UTF8.GetString(copies[0])}");
            return;
        }

        if (copies.Length > 1)
        {
            _faults.Enqueue($"{user} has {id} {copies.Length} times.");
        }

        if (_deleted.ContainsKey(id))
        {
            _faults.Enqueue($"{user} has {id} again after deleting it.");
        }

        _fetched[id] = true;
        mail.AssertArrivedAs(copies[0]);
    }
}
