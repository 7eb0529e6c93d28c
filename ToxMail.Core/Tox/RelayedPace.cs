namespace ToxMail.Core.Tox;

/// <summary>
/// How fast files leave for a contact that is reached over a TCP relay and sends files to us at the same time, or might be about to. libtoxcore uses up a nonce with every packet
/// that the full TCP socket refuses (<c>send_data_packet</c> of its <c>net_crypto.c</c>), and what it was asked to repeat it tries at every iteration: past
/// 65,536 of them the other side can read nothing any more, and the link stands still until it is given up after 32 s (<c>docs/decisions/0020</c>).
/// </summary>
internal sealed class RelayedPace(TimeProvider time)
{
    /// <summary>In octets a second. Measured both ways over one relay of a busy machine: 800,000 hold, 1,200,000 end the link within 7 s.</summary>
    private const double Rate = 500_000;

    /// <summary>What may leave at once after a pause, in octets.</summary>
    private const double Burst = Rate / 20;

    /// <summary>Both may begin at once, and between two files of the contact there is a gap: what we hand to libtoxcore without a pace in such a moment is thousands of packets.</summary>
    private static readonly TimeSpan Caution = TimeSpan.FromSeconds(3);

    private long _watchedAt = time.GetTimestamp();
    private long _filledAt = time.GetTimestamp();
    private double _allowance = Burst;

    internal bool MaySend
    {
        get
        {
            var now = time.GetTimestamp();
            _allowance = Math.Min(Burst, _allowance + (Rate * time.GetElapsedTime(_filledAt, now).TotalSeconds));
            _filledAt = now;
            return _allowance > 0;
        }
    }

    /// <summary>Files begin to leave: the contact's may be on their way.</summary>
    internal void Watch() => _watchedAt = time.GetTimestamp();

    /// <summary>Whether the pace is to be kept now.</summary>
    /// <param name="receives">A file of the contact's is under way to us.</param>
    internal bool Holds(bool receives)
    {
        if (receives)
        {
            Watch();
        }

        return time.GetElapsedTime(_watchedAt) < Caution;
    }

    internal void Sent(int octets) => _allowance -= octets;
}
