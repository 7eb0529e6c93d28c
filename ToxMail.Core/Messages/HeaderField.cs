using System.Text;

namespace ToxMail.Core.Messages;

/// <summary>One header field with its folded lines, as raw octets; or a line that is none (no name), kept for what it is.</summary>
internal readonly record struct HeaderField(ReadOnlyMemory<byte> Raw, int NameLength, int ValueStart, int ValueEnd)
{
    /// <summary>What stands behind the colon, folds included, without the last line end.</summary>
    internal ReadOnlyMemory<byte> Value => Raw[ValueStart..ValueEnd];

    private ReadOnlySpan<byte> Name => Raw.Span[..NameLength];

    /// <summary>True when the value holds nothing but white space.</summary>
    internal bool IsBlank => Value.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Compares the name without case.</summary>
    internal bool Is(string name) => NameLength > 0 && Ascii.EqualsIgnoreCase(Name, name);

    /// <summary>True when the name is one of these, without case.</summary>
    internal bool IsOneOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Is(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the line begins so, without case; also one whose name is none, for not every program is that strict.</summary>
    internal bool HasPrefix(string prefix) => Raw.Length >= prefix.Length && Ascii.EqualsIgnoreCase(Raw.Span[..prefix.Length], prefix);
}
