using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace ToxMail.Core.Tox.Native;

/// <summary>
/// The sleep of the thread that owns libtoxcore, which has no call that waits: ended by time, by <see cref="Wake"/> and, on Linux, by a packet
/// of a contact, so that a mail does not wait for the end of the library's 50 ms. Packets of the network at large may wait: waking for each of
/// them would double what an idle node costs.
/// </summary>
internal sealed partial class LoopSleep : IDisposable
{
    /// <summary><c>NET_PACKET_CRYPTO_DATA</c> of toxcore's <c>network.h</c>: the first octet of all that contacts say to each other.</summary>
    private const byte ContactPacket = 0x1b;

    private const string OpenFiles = "/proc/self/fd";
    private const int None = -1;

    private readonly AutoResetEvent _elsewhere = new(initialState: false);
    private readonly int _commands = OperatingSystem.IsLinux() ? NewEvent(0, EventFlags) : None;
    private int _socket = None;

    /// <summary>Finds the library's socket, which it does not tell of, by its port. To be called on the thread that then sleeps.</summary>
    internal void ListenTo(ushort udpPort)
    {
        if (_commands != None && udpPort != 0)
        {
            _socket = Directory.EnumerateFileSystemEntries(OpenFiles)
                .Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var file) ? file : None)
                .FirstOrDefault(file => file != None && IsBoundTo(file, udpPort), None);
        }
    }

    /// <summary>Ends the sleep, or the next one when nobody sleeps. For any thread.</summary>
    internal void Wake()
    {
        if (_commands == None)
        {
            _elsewhere.Set();
        }
        else
        {
            var one = 1L;
            _ = Write(_commands, ref one, sizeof(long));
        }
    }

    /// <param name="milliseconds">How long at most.</param>
    /// <param name="forPackets">Whether a contact's packet ends it; not while so many come that the time is short anyway.</param>
    internal void Sleep(int milliseconds, bool forPackets)
    {
        if (_commands == None)
        {
            _elsewhere.WaitOne(milliseconds);
            return;
        }

        var began = Stopwatch.GetTimestamp();
        if (forPackets && _socket != None)
        {
            if (Wait(milliseconds, _commands, _socket) || StartsWithContactPacket())
            {
                return;
            }

            milliseconds -= (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        if (milliseconds > 0)
        {
            Wait(milliseconds, _commands);
        }
    }

    public void Dispose()
    {
        _elsewhere.Dispose();
        if (_commands != None)
        {
            _ = Close(_commands);
        }
    }

    /// <summary>True when there was a call to wake, which is used up by that.</summary>
    private static bool Wait(int milliseconds, params ReadOnlySpan<int> files)
    {
        Span<PolledFile> polled = stackalloc PolledFile[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            polled[i] = new PolledFile { File = files[i], Wanted = Readable };
        }

        _ = Poll(polled, (nuint)polled.Length, milliseconds);
        var called = polled[0].Happened != 0;
        if (called)
        {
            _ = Read(files[0], out _, sizeof(long));
        }

        return called;
    }

    private static bool IsBoundTo(int file, ushort port)
    {
        Span<byte> address = stackalloc byte[AddressSize];
        var length = AddressSize;
        var typeLength = sizeof(int);
        return NameOf(file, address, ref length) == 0
            && BinaryPrimitives.ReadUInt16BigEndian(address[PortOffset..]) == port
            && OptionOf(file, SocketLevel, SocketType, out var type, ref typeLength) == 0
            && type == Datagram;
    }

    /// <summary>Looks at the first packet that waits without taking it; false when none does.</summary>
    private bool StartsWithContactPacket() => Receive(_socket, out var first, 1, Peek | DoNotWait) == 1 && first == ContactPacket;
}
