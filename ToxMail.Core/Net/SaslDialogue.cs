using System.Text;

namespace ToxMail.Core.Net;

/// <summary>Holds a <see cref="SaslExchange"/> with a client, line by line, in the words of the protocol that carries it.</summary>
internal sealed class SaslDialogue(LineConnection connection, LineReader lines, string challengePrefix)
{
    /// <summary>Runs to the end; null when the connection ended before.</summary>
    internal async Task<SaslStep?> RunAsync(SaslMechanism mechanism, string initialResponse, CancellationToken cancellationToken)
    {
        var exchange = new SaslExchange(mechanism);
        var step = exchange.Start(Encoding.UTF8.GetBytes(initialResponse));
        while (step is SaslStep.Challenge challenge)
        {
            connection.Reply($"{challengePrefix} {challenge.Text}\r\n");
            var read = await connection.ReadLineAsync(lines, cancellationToken);
            connection.Transcript.Client("(an answer, hidden)");
            switch (read.Status)
            {
                case ReadStatus.Ready:
                    step = exchange.Next(read.Line.Span);
                    break;
                case ReadStatus.TooLong:
                    return new SaslStep.Malformed();
                default:
                    return null;
            }
        }

        return step;
    }
}
