using System.Text;
using ToxMail.Core.Pop3;

namespace ToxMail.Fuzz.Targets;

/// <summary>TOP: the headers, the blank line and as many lines of the body as asked for, however the message is cut.</summary>
internal sealed class TopCutTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [0, .. PiecedInput.Seed("a: b\r\n\r\nbody\r\nbody\r\n"u8, 1)],
        [1, .. PiecedInput.Seed("a: b\n\nbody\nbody"u8, 2, 3)],
        [9, .. PiecedInput.Seed("\r\n\r\n\r\nx"u8)],
        [2, .. PiecedInput.Seed("no header end\r\n \r\n\r\r\n\r\nx\n\ny\r\nz"u8, 4)],
    ];

    public IReadOnlyList<string> Words { get; } = ["\r\n\r\n", "\n\n", "\r\r\n", "\r\n", "\n", "\r"];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var message = PiecedInput.Read(input.AsSpan(1));
        var cut = new TopCut(input[0]);
        var sent = 0;
        foreach (var piece in message.Pieces)
        {
            var taken = cut.Take(piece);
            Property.Holds(taken == piece.Length || cut.Done, "All is taken until the cut is done");
            sent += taken;
        }

        Property.Equal(Naive(Encoding.Latin1.GetString(message.Octets), input[0]), sent, "TOP stops where the naive one does");
    }

    private static int Naive(string message, int bodyLines)
    {
        var position = 0;
        var inBody = false;
        var left = bodyLines;
        while (position < message.Length && !(inBody && left == 0))
        {
            var lf = message.IndexOf('\n', position);
            if (lf < 0)
            {
                return message.Length;
            }

            left -= inBody ? 1 : 0;
            inBody |= message[position..lf] is "" or "\r";
            position = lf + 1;
        }

        return position;
    }
}
