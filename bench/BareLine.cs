using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToxMail.Bench;

/// <summary>A connection to a mail server that allocates nothing for what is said. Blocks its thread.</summary>
internal sealed class BareLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds };
    private readonly byte[] _reply = new byte[256 * 1024];

    public BareLine(EndPoint server, ReadOnlySpan<byte> greeting)
    {
        _socket.Connect(server);
        Hear(greeting);
    }

    /// <summary>Says something and reads until the answer has come, which is the last that is said.</summary>
    /// <exception cref="IOException">It did not come.</exception>
    public void Say(ReadOnlySpan<byte> words, ReadOnlySpan<byte> answer)
    {
        _socket.Send(words);
        Hear(answer);
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private void Hear(ReadOnlySpan<byte> answer)
    {
        var heard = 0;
        do
        {
            var read = _socket.Receive(_reply.AsSpan(heard), SocketFlags.None, out var fault);
            heard += fault == SocketError.Success && read > 0 ? read : throw new IOException($"{fault}: {Encoding.ASCII.GetString(_reply, 0, heard)}");
        }
        while (_reply.AsSpan(0, heard).IndexOf(answer) < 0);
    }
}
