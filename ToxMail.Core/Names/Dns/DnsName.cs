using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ToxMail.Core.Names.Dns;

/// <summary>
/// A domain name, held as its canonical octets: uncompressed and with ASCII letters in lower case (RFC 4034 6.2). Names are equal without case (RFC 4343).
/// </summary>
internal sealed class DnsName : IEquatable<DnsName>, IComparable<DnsName>
{
    /// <summary>Octets of a label (RFC 1035 2.3.4).</summary>
    public const int MaxLabel = 63;

    /// <summary>Octets of a name with its lengths and the root's empty label (RFC 1035 2.3.4).</summary>
    public const int MaxLength = 255;

    /// <summary>The root.</summary>
    public static readonly DnsName Root = new(new byte[1]);

    private static readonly byte[] _wildcardLabel = [1, (byte)'*'];

    private readonly ReadOnlyMemory<byte> _wire;

    private DnsName(ReadOnlyMemory<byte> wire) => _wire = wire;

    /// <summary>The canonical octets.</summary>
    public ReadOnlyMemory<byte> Wire => _wire;

    public bool IsRoot => _wire.Length == 1;

    /// <summary>The name without its first label; the root's is the root.</summary>
    public DnsName Parent => IsRoot ? this : new DnsName(_wire[(_wire.Span[0] + 1)..]);

    /// <summary>Labels without the root's empty one.</summary>
    public int LabelCount
    {
        get
        {
            var count = 0;
            for (var at = 0; _wire.Span[at] != 0; at += _wire.Span[at] + 1)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>True for <c>*.something</c>.</summary>
    public bool IsWildcard => _wire.Span.StartsWith(_wildcardLabel);

    /// <summary>The first label's octets; none for the root.</summary>
    public ReadOnlyMemory<byte> FirstLabel => _wire.Slice(1, _wire.Span[0]);

    /// <summary>Takes the octets of an uncompressed name with no more octets behind it, in any case.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out DnsName? name)
    {
        var valid = IsWellFormed(wire);
        name = valid ? new DnsName(LowerCase(wire)) : null;
        return valid;
    }

    /// <summary>Reads <c>example.org</c> or <c>example.org.</c>: printable ASCII without escapes, as every name that can be a mail domain has it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DnsName? name)
    {
        name = text is "." ? Root : null;
        if (name is not null || string.IsNullOrEmpty(text) || text.Length > MaxLength || text.Any(c => c is <= ' ' or > '~' or '\\' or '"'))
        {
            return name is not null;
        }

        var labels = (text[^1] == '.' ? text[..^1] : text).Split('.');
        return labels.All(label => label.Length is > 0 and <= MaxLabel)
            && TryCreate([.. labels.SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0], out name);
    }

    /// <summary>Reads a name that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DnsName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"Not a domain name: {text}");

    /// <summary>True for the name itself and every name below it.</summary>
    public bool IsUnder(DnsName ancestor)
    {
        var surplus = LabelCount - ancestor.LabelCount;
        return surplus >= 0 && Ancestor(surplus).Equals(ancestor);
    }

    /// <summary>The name without its first <paramref name="labels"/> labels.</summary>
    public DnsName Ancestor(int labels)
    {
        var name = this;
        for (; labels > 0; labels--)
        {
            name = name.Parent;
        }

        return name;
    }

    /// <summary><c>label.this</c>, or nothing when that is too long.</summary>
    public DnsName? Child(ReadOnlySpan<byte> label) =>
        TryCreate([(byte)label.Length, .. label, .. _wire.Span], out var name) ? name : null;

    /// <summary>The canonical order: label by label from the root, octet by octet (RFC 4034 6.1).</summary>
    public int CompareTo(DnsName? other)
    {
        if (other is null)
        {
            return 1;
        }

        int labels = LabelCount, others = other.LabelCount;
        for (var i = 1; i <= Math.Min(labels, others); i++)
        {
            var order = Ancestor(labels - i).FirstLabel.Span.SequenceCompareTo(other.Ancestor(others - i).FirstLabel.Span);
            if (order != 0)
            {
                return order;
            }
        }

        return labels - others;
    }

    /// <summary>The longest name that both are under.</summary>
    public DnsName CommonAncestor(DnsName other)
    {
        var name = this;
        while (!other.IsUnder(name))
        {
            name = name.Parent;
        }

        return name;
    }

    /// <inheritdoc />
    public bool Equals(DnsName? other) => other is not null && _wire.Span.SequenceEqual(other._wire.Span);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_wire.Span);
        return hash.ToHashCode();
    }

    /// <summary>For people: without the final dot, octets that are no plain character as <c>\DDD</c> (RFC 1035 5.1).</summary>
    public override string ToString()
    {
        if (IsRoot)
        {
            return ".";
        }

        var text = new StringBuilder();
        for (var name = this; !name.IsRoot; name = name.Parent)
        {
            AppendLabel(text, name.FirstLabel.Span);
            text.Append('.');
        }

        return text.ToString(0, text.Length - 1);
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> wire)
    {
        var at = 0;
        while (at < wire.Length && wire[at] is > 0 and <= MaxLabel)
        {
            at += wire[at] + 1;
        }

        return wire.Length <= MaxLength && at == wire.Length - 1 && wire[at] == 0;
    }

    /// <summary>Lengths are below 64, so that no length is taken for a letter.</summary>
    private static byte[] LowerCase(ReadOnlySpan<byte> wire)
    {
        var lower = wire.ToArray();
        foreach (ref var octet in lower.AsSpan())
        {
            octet = octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;
        }

        return lower;
    }

    private static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var octet in label)
        {
            _ = octet is > (byte)' ' and <= (byte)'~' and not (byte)'.' and not (byte)'\\' and not (byte)'"'
                ? text.Append((char)octet)
                : text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\{octet:D3}");
        }
    }
}
