namespace ToxMail.Core.Messages;

/// <summary>Decides octet by octet whether a mail begins with a header field, a blank line, or body.</summary>
internal struct FirstLine
{
    private const int MaxNameLength = 998;

    private State _state;
    private int _length;
    private bool _isMbox;

    private enum State
    {
        Start,
        AfterCarriageReturn,
        Name,
        AfterName,
        Header,
        Body,
    }

    /// <summary>Enough was seen, and it is no header field.</summary>
    internal readonly bool IsBody => _state == State.Body;

    /// <summary>Takes the next octet while neither answer is known.</summary>
    internal void Take(byte octet) => _state = _state switch
    {
        State.Start => OfStart(octet),
        State.AfterCarriageReturn => octet == '\n' ? State.Header : State.Body,
        State.Name => OfName(octet),
        State.AfterName when octet is (byte)' ' or (byte)'\t' => State.AfterName,
        State.AfterName => octet == ':' ? State.Header : State.Body,
        _ => _state,
    };

    /// <summary>The mail ended: what had begun as a name is body; a mail without any octet has neither headers nor body.</summary>
    internal void End() => _state = _state is State.Start or State.Header ? State.Header : State.Body;

    private State OfStart(byte octet)
    {
        switch (octet)
        {
            case (byte)'\r':
                return State.AfterCarriageReturn;
            case (byte)'\n':
                return State.Header;
            default:
                _isMbox = octet is (byte)'>' or (byte)'F';
                _length = octet == '>' ? 0 : 1;
                return IsNameOctet(octet) ? State.Name : State.Body;
        }
    }

    private State OfName(byte octet)
    {
        if (octet == ':')
        {
            return State.Header;
        }

        if (octet is (byte)' ' or (byte)'\t')
        {
            // "From alice Mon Jan..." is the line with which mbox files begin each mail; some programs send it along.
            return _isMbox && _length == 4 ? State.Header : State.AfterName;
        }

        _isMbox &= _length < 4 && octet == "From"u8[_length];
        return IsNameOctet(octet) && ++_length <= MaxNameLength ? State.Name : State.Body;
    }

    private static bool IsNameOctet(byte octet) => octet is > 32 and < 127 and not (byte)':';
}
