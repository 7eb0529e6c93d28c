using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

/// <summary>One of two contacts in a test that cuts links and ends processes: its state, what of it is on disk, and what is on the way to it.</summary>
internal sealed class Side(PairParties parties) : IDisposable
{
    private byte[] _saved = [];
    private bool _hasGreeted;

    public PairState State { get; private set; } = PairState.New(parties);

    public Queue<byte[]> Incoming { get; } = new();

    /// <summary>Ends the process and starts it again.</summary>
    public void Crash()
    {
        State.Dispose();
        State = _saved.Length == 0 ? PairState.New(parties) : PairState.Load(_saved, parties)!;
    }

    public byte[] Backup() => _saved;

    /// <summary>Starts with a state of the past.</summary>
    public void Restore(byte[] backup)
    {
        _saved = backup;
        Crash();
    }

    public void Save() => _saved = State.Save();

    public void LinkUp()
    {
        _hasGreeted = false;
        Incoming.Clear();
    }

    /// <summary>Greets, or takes the next frame; false when there was nothing to do.</summary>
    public bool Step(Side other, DateTimeOffset now, bool greet)
    {
        if (!_hasGreeted && (greet || Incoming.Count == 0))
        {
            _hasGreeted = true;
            State.Greet(now).ToList().ForEach(other.Incoming.Enqueue);
            Assert.Equal(_saved.Length == 0 ? PairState.New(parties).Save() : _saved, State.Save());
            return true;
        }

        return Incoming.TryDequeue(out var frame) && Take(frame, other, now);
    }

    /// <summary>Steps a day's keys and saves when told so.</summary>
    public void Advance(DateTimeOffset now) => SaveIf(State.Advance(now));

    public void Dispose() => State.Dispose();

    private bool Take(byte[] frame, Side other, DateTimeOffset now)
    {
        Assert.InRange(frame.Length, 1, WireFormat.MaxPacket - 2);
        var outcome = State.Receive(frame, now);
        Assert.False(outcome.IsMalformed);
        SaveIf(outcome.IsChanged);
        outcome.Replies.ToList().ForEach(other.Incoming.Enqueue);
        return true;
    }

    /// <summary>What is not said to have changed must not have.</summary>
    private void SaveIf(bool changed)
    {
        if (changed)
        {
            Save();
        }
        else if (_saved.Length > 0)
        {
            Assert.Equal(_saved, State.Save());
        }
    }
}
