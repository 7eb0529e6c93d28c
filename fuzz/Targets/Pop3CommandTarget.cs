using System.Text;
using ToxMail.Core.Pop3;

namespace ToxMail.Fuzz.Targets;

/// <summary>A line that a POP3 client sent.</summary>
internal sealed class Pop3CommandTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "RETR 1"u8.ToArray(), "TOP 1 99999999999999999999"u8.ToArray(), "PASS  a b "u8.ToArray(), "uidl"u8.ToArray(), "AUTH PLAIN AGEAYg=="u8.ToArray(), "USER é"u8.ToArray(),
    ];

    public IReadOnlyList<string> Words { get; } = ["RETR ", "TOP ", "LIST ", "DELE ", "UIDL ", "PASS ", "USER ", "STLS", "CAPA", "9223372036854775808", "-1", "٣"];

    public void Run(byte[] input)
    {
        if (Pop3Command.TryRead(input, out var command) is { } refusal)
        {
            Property.Holds(!refusal.Success, "A refusal is one");
            Property.IsPrintableAscii(refusal.ToString().Replace("\r\n", string.Empty, StringComparison.Ordinal), "A reply");
            return;
        }

        var line = Encoding.UTF8.GetString(input);
        Property.Holds(line.EndsWith(command.Argument, StringComparison.Ordinal), "An argument is untouched");
        Property.IsOneLine(command.Argument.Replace("\u2028", string.Empty, StringComparison.Ordinal).Replace("\u2029", string.Empty, StringComparison.Ordinal), "An argument");
        for (var count = 0; count <= 2; count++)
        {
            Property.Holds(command.Numbers(count) is not { } numbers || (numbers.Length == count && Array.TrueForAll(numbers, number => number >= 0)), "Numbers are as many as asked for, and not negative");
        }
    }
}
