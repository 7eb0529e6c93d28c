using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>What a mailbox must hold.</summary>
internal static class Arrived
{
    /// <summary>Each of these mails is there once, whole, and nothing else is.</summary>
    public static void AssertEachOnce(IReadOnlyCollection<TestMail> expected, IReadOnlyList<byte[]> mailbox)
    {
        var byId = mailbox.ToLookup(TestMail.ReadMessageId);
        Assert.All(expected, mail =>
        {
            var copies = byId[mail.MessageId].ToArray();
            Assert.True(copies.Length == 1, $"{mail.MessageId} is there {copies.Length} times.");
            mail.AssertArrivedAs(copies[0]);
        });
        Assert.Equal(expected.Count, mailbox.Count);
    }
}
