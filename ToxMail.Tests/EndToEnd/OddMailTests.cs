using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Support.OddMails;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Mail as the world writes it: the body arrives octet for octet, or the mail is refused at once.</summary>
[Collection(typeof(TwoNodes))]
public sealed class OddMailTests(PairFixture pair)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_odd_mails_arrive_with_their_bodies_unchanged_or_are_refused()
    {
        var mails = OddMailbag.Create("me@tox.alt", pair.Bob.Address);
        Assert.True(mails.Count >= 200, $"Only {mails.Count} odd mails.");
        List<string> faults = [];
        foreach (var mail in mails)
        {
            var reply = await pair.Alice.SubmitAsync(mail.Raw, [pair.Bob.Address], Cancelled);
            var taken = RawSmtp.Code(reply) == 250;
            if (taken != mail.Refusal is null)
            {
                faults.Add($"{mail}: the server said {reply}");
            }

            if (taken && !EndsAlike(mail, await NextArrivalAsync(mail)))
            {
                faults.Add($"{mail}: another body arrived");
            }
        }

        Assert.Empty(faults);
    }

    private async Task<byte[]> NextArrivalAsync(OddMail mail)
    {
        await Wait.UntilAsync(async () => await pair.Bob.CountMailsAsync(Cancelled) > 0, Timeout, () => $"{mail} to arrive\n{pair.Bob.Node.Tail()}", Cancelled);
        return Assert.Single(await pair.Bob.EmptyMailboxAsync(Cancelled));
    }

    private static bool EndsAlike(OddMail mail, byte[] arrived)
    {
        byte[] sent = mail.Raw.AsSpan().EndsWith("\r\n"u8) ? mail.Raw : [.. mail.Raw, .. "\r\n"u8];
        return arrived.AsSpan().EndsWith(BodyOf(sent));
    }

    /// <summary>What follows the first empty line; all of it when the mail begins with no header, nothing when it is header to its end.</summary>
    private static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> mail)
    {
        if (mail.StartsWith("\r\n"u8))
        {
            return mail[2..];
        }

        if (!BeginsWithHeader(mail))
        {
            return mail;
        }

        var end = mail.IndexOf("\r\n\r\n"u8);
        return end < 0 ? [] : mail[(end + 4)..];
    }

    /// <summary>A name of printable ASCII before the first colon, or the line with which mbox files begin each mail.</summary>
    private static bool BeginsWithHeader(ReadOnlySpan<byte> mail)
    {
        if (mail.StartsWith("From "u8) || mail.StartsWith(">From "u8))
        {
            return true;
        }

        var name = mail[..Math.Max(mail.IndexOf((byte)':'), 0)].TrimEnd(" \t"u8);
        return name.Length > 0 && !name.ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }
}
