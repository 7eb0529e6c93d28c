using System.Text;
using ToxMail.Core.Net;

namespace ToxMail.Fuzz.Targets;

/// <summary>A login, line by line: it ends after at most two answers, and what it gives is what was sent.</summary>
internal sealed class SaslTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "PAGEAYg=="u8.ToArray(), "P\nAG1lAHNlY3JldA=="u8.ToArray(), "L\nbWU=\nc2VjcmV0"u8.ToArray(), "LbWU=\n="u8.ToArray(), "P=\n*"u8.ToArray(),
    ];

    public IReadOnlyList<string> Words { get; } = ["AG1lAHNlY3JldA==", "bWU=", "\n", "*", "=", " "];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var mechanism = input[0] == 'L' ? SaslMechanism.Login : SaslMechanism.Plain;
        var lines = Encoding.Latin1.GetString(input, 1, input.Length - 1).Split('\n').Select(Encoding.Latin1.GetBytes).ToArray();
        var exchange = new SaslExchange(mechanism);
        var step = exchange.Start(lines[0]);
        var answers = 0;
        while (step is SaslStep.Challenge challenge && ++answers < lines.Length)
        {
            Property.IsPrintableAscii(challenge.Text, "A challenge");
            Property.Holds(answers <= 2, "Two answers are enough");
            step = exchange.Next(lines[answers]);
        }

        if (step is SaslStep.Complete complete)
        {
            Check(mechanism, complete.Credentials, lines);
        }
    }

    private static void Check(SaslMechanism mechanism, SaslCredentials credentials, byte[][] lines)
    {
        var sent = mechanism == SaslMechanism.Plain ? [$"{credentials.AuthorizationId}\0{credentials.UserName}\0{credentials.Password}"] : new[] { credentials.UserName, credentials.Password };
        foreach (var text in sent)
        {
            Property.Holds(
                lines.Any(line => line is [(byte)'='] or [] ? text.Length == 0 : Decoded(line) == text), "Credentials are the ones that were sent");
        }

        Property.Equal(nameof(SaslCredentials), credentials.ToString(), "Credentials hide in logs");
    }

    private static string? Decoded(byte[] line)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(Encoding.Latin1.GetString(line)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
