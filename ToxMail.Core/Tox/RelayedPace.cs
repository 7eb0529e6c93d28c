namespace ToxMail.Core.Tox;

/// <summary>
/// How fast files leave for a contact that is reached over a TCP relay and sends files to us at the same time. libtoxcore uses up a nonce with every packet
/// that the full TCP socket refuses (<c>send_data_packet</c> of its <c>net_crypto.c</c>), and what it was asked to repeat it tries at every iteration: past
/// 65,536 of them the other side can read nothing any more, and the link stands still until it is given up after 32 s (<c>docs/decisions/0020</c>).
/// </summary>
internal sealed class RelayedPace(TimeProvider time)
{
    /// <summary>In octets a second. Measured both ways over one relay of a busy machine: 800,000 hold, 1,200,000 end the link within 7 s.</summary>
    private const double Rate = 500_000;

    /// <summary>What may leave at once after a pause, in octets.</summary>
    private const double Burst = Rate / 20;

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

    internal void Sent(int octets) => _allowance -= octets;
}
