using ToxMail.Core.Net;

namespace ToxMail.Core.Pop3;

/// <summary>A reply of several lines (RFC 1939 3). None of ours begins with a dot, so there is nothing to stuff.</summary>
internal static class MultiLineReply
{
    /// <summary>Sends all of it, or as much as the client takes.</summary>
    internal static async Task SendAsync(LineConnection connection, Pop3Reply status, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        connection.Reply(status.ToString());
        foreach (var line in lines)
        {
            connection.Write(line);
            connection.Write("\r\n");
            if (!await connection.RelieveAsync(cancellationToken))
            {
                return;
            }
        }

        connection.Write(".\r\n");
    }
}
