using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>
/// The sleep of the thread that owns libtoxcore, which has no call that waits: ended by time, by <see cref="Wake"/> and, on Linux, by a packet
/// of a contact, so that a mail does not wait for the end of the library's 50 ms. Packets of the network at large may wait: waking for each of
/// them would double what an idle node costs.
/// </summary>
/// <param name="openFiles">Where the kernel lists the files of this process.</param>
internal sealed class LoopSleep(string openFiles = "/proc/self/fd") : IDisposable
{
    /// <summary>
    /// <c>NET_PACKET_COOKIE_REQUEST</c> to <c>NET_PACKET_CRYPTO_DATA</c> of toxcore's <c>network.h</c>: the first octet of all that contacts say to each other,
    /// and of how they come together.
    /// </summary>
    private const byte FirstContactPacket = 0x18, LastContactPacket = 0x1b;

    private const int None = -1;

    private readonly AutoResetEvent _elsewhere = new(initialState: false);
    private readonly SafeFileHandle? _commands = OperatingSystem.IsLinux() ? new SafeFileHandle(Linux.NewEvent(0, Linux.EventFlags), ownsHandle: true) : null;
    private int _socket = None;

    /// <summary>
    /// Finds the library's socket, which it does not tell of, by its port; without one it sleeps by time alone. To be called on the thread
    /// that then sleeps.
    /// </summary>
    internal void ListenTo(ushort udpPort)
    {
        if (_commands is { IsInvalid: false } && udpPort != 0)
        {
            _socket = OpenFiles().FirstOrDefault(file => file != None && IsBoundTo(file, udpPort), None);
        }
    }

    /// <summary>Ends the sleep, or the next one when nobody sleeps. For any thread, and too late when there will be none.</summary>
    internal void Wake()
    {
        try
        {
            if (_commands is { IsInvalid: false })
            {
                var one = 1L;
                _ = Linux.Write(_commands, ref one, sizeof(long));
            }
            else
            {
                _elsewhere.Set();
            }
        }
        catch (ObjectDisposedException)
        {
            // The thread has ended.
        }
    }

    /// <param name="milliseconds">How long at most, once any packet has come.</param>
    /// <param name="forPackets">Whether a contact's packet ends it; not while so many come that the time is short anyway.</param>
    /// <param name="undisturbed">How long when none comes, where packets are heard; no packet waits longer for that.</param>
    internal void Sleep(int milliseconds, bool forPackets, int undisturbed = 0)
    {
        if (_commands is not { IsInvalid: false })
        {
            _elsewhere.WaitOne(milliseconds);
            return;
        }

        var began = Stopwatch.GetTimestamp();
        if (forPackets && _socket != None)
        {
            if (Wait(Math.Max(milliseconds, undisturbed), _commands, [_socket]))
            {
                return;
            }

            milliseconds -= (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (milliseconds <= 0 || StartsWithContactPacket())
            {
                return;
            }
        }

        Wait(milliseconds, _commands, []);
    }

    public void Dispose()
    {
        _elsewhere.Dispose();
        _commands?.Dispose();
    }

    private IReadOnlyList<int> OpenFiles()
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(openFiles)
                .Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var file) ? file : None)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc, or none for us.
            return [];
        }
    }

    /// <summary>True when there was a call to wake, which is used up by that.</summary>
    private static bool Wait(int milliseconds, SafeFileHandle commands, ReadOnlySpan<int> sockets)
    {
        Span<Linux.PolledFile> polled = stackalloc Linux.PolledFile[1 + sockets.Length];
        polled[0] = new Linux.PolledFile { File = (int)commands.DangerousGetHandle(), Wanted = Linux.Readable };
        for (var i = 0; i < sockets.Length; i++)
        {
            polled[i + 1] = new Linux.PolledFile { File = sockets[i], Wanted = Linux.Readable };
        }

        _ = Linux.Poll(polled, (nuint)polled.Length, milliseconds);
        var called = polled[0].Happened != 0;
        if (called)
        {
            _ = Linux.Read(commands, out _, sizeof(long));
        }

        return called;
    }

    private static bool IsBoundTo(int file, ushort port)
    {
        Span<byte> address = stackalloc byte[Linux.AddressSize];
        var length = Linux.AddressSize;
        var typeLength = sizeof(int);
        return Linux.NameOf(file, address, ref length) == 0
            && BinaryPrimitives.ReadUInt16BigEndian(address[Linux.PortOffset..]) == port
            && Linux.OptionOf(file, Linux.SocketLevel, Linux.SocketType, out var type, ref typeLength) == 0
            && type == Linux.Datagram;
    }

    /// <summary>Looks at the first packet that waits without taking it; false when none does.</summary>
    private bool StartsWithContactPacket() => Linux.Receive(_socket, out var first, 1, Linux.Peek | Linux.DoNotWait) == 1 && first is >= FirstContactPacket and <= LastContactPacket;
}
