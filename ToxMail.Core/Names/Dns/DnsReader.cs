using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace ToxMail.Core.Names.Dns;

/// <summary>Reads the parts of DNS octets one after the other. Total: what is not there or not well-formed gives false, never an exception.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> octets)
{
    private const int PointerBits = 0xC0;

    private readonly ReadOnlySpan<byte> _octets = octets;

    /// <summary>Where the next part begins.</summary>
    public int Position { get; private set; }

    /// <summary>True when all is read.</summary>
    public readonly bool IsAtEnd => Position == _octets.Length;

    public bool TryReadByte(out byte value)
    {
        var there = TryReadBytes(1, out var bytes);
        value = there ? bytes[0] : default;
        return there;
    }

    public bool TryReadUInt16(out ushort value)
    {
        var there = TryReadBytes(sizeof(ushort), out var bytes);
        value = there ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : default;
        return there;
    }

    public bool TryReadUInt32(out uint value)
    {
        var there = TryReadBytes(sizeof(uint), out var bytes);
        value = there ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : default;
        return there;
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> bytes)
    {
        var there = count <= _octets.Length - Position;
        bytes = there ? _octets.Slice(Position, count) : default;
        Position += there ? count : 0;
        return there;
    }

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> ReadRest()
    {
        var rest = _octets[Position..];
        Position = _octets.Length;
        return rest;
    }

    /// <summary>Reads a name that must not be compressed.</summary>
    public bool TryReadPlainName([NotNullWhen(true)] out DnsName? name) => TryReadName(mayPoint: false, out name);

    /// <summary>Reads a name that may end with a pointer (RFC 1035 4.1.4).</summary>
    public bool TryReadName([NotNullWhen(true)] out DnsName? name) => TryReadName(mayPoint: true, out name);

    /// <summary>
    /// A pointer has to lead to a place before the labels it was found behind ("a prior occurrence"), so that every jump goes back and no name is read for ever.
    /// </summary>
    private bool TryReadName(bool mayPoint, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        Span<byte> wire = stackalloc byte[DnsName.MaxLength];
        var length = 0;
        int at = Position, start = Position, end = -1;
        while (at < _octets.Length)
        {
            int first = _octets[at];
            if (first >= PointerBits)
            {
                if (!mayPoint || !TryReadPointer(at, start, out var target))
                {
                    return false;
                }

                end = end < 0 ? at + sizeof(ushort) : end;
                start = at = target;
            }
            else if (!TryTakeLabel(at, wire[length..]))
            {
                return false;
            }
            else
            {
                length += first + 1;
                at += first + 1;
                if (first == 0)
                {
                    Position = end < 0 ? at : end;
                    return DnsName.TryCreate(wire[..length], out name);
                }
            }
        }

        return false;
    }

    /// <summary>Copies the label at a position with its length; false when it is none, is not all there, or makes the name too long.</summary>
    private readonly bool TryTakeLabel(int at, Span<byte> room)
    {
        int length = _octets[at];
        return length <= DnsName.MaxLabel && at + length < _octets.Length && _octets.Slice(at, length + 1).TryCopyTo(room);
    }

    private readonly bool TryReadPointer(int at, int start, out int target)
    {
        target = at + 1 < _octets.Length ? BinaryPrimitives.ReadUInt16BigEndian(_octets[at..]) & 0x3FFF : int.MaxValue;
        return target < start;
    }
}
