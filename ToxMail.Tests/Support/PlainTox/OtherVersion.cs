using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ToxMail.Tests.Support.PlainTox;

/// <summary>A copy of the installed libtoxcore that works like it and says that it is another version 0.2.x: only the number it answers is replaced.</summary>
internal static class OtherVersion
{
    private const string Function = "tox_version_patch";
    private const int ProgramHeaderSize = 56;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int Loaded = 1;
    private const int DynamicSymbols = 11;

    /// <summary>Writes it into a folder that is to be searched for libraries first.</summary>
    public static void Write(string folder, byte patch)
    {
        var library = File.ReadAllBytes(InstalledPath());
        Answer(patch).CopyTo(library.AsSpan(OffsetOf(library)));
        File.WriteAllBytes(Path.Combine(folder, LibToxcore.Name), library);
    }

    private static string InstalledPath()
    {
        NativeLibrary.Load(LibToxcore.Name);
        return File.ReadLines("/proc/self/maps").First(static line => line.Contains("/libtoxcore.so.2", StringComparison.Ordinal))[73..].Trim();
    }

    /// <summary>A function that returns the number.</summary>
    private static byte[] Answer(byte number) => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => [0xB8, number, 0, 0, 0, 0xC3],
        Architecture.Arm64 => [.. BitConverter.GetBytes(0x52800000 | (number << 5)), .. BitConverter.GetBytes(0xD65F03C0)],
        var other => throw new PlatformNotSupportedException($"Nobody wrote down how a function of {other} returns a number."),
    };

    /// <summary>Where the function lies in the file (elf(5), 64 bits, little endian).</summary>
    private static int OffsetOf(ReadOnlySpan<byte> elf)
    {
        var (sections, count) = ((int)Long(elf, 40), elf[60] | (elf[61] << 8));
        for (var i = 0; i < count; i++)
        {
            var section = elf[(sections + (i * SectionHeaderSize))..];
            if (Int(section, 4) == DynamicSymbols)
            {
                var names = (int)Long(elf, sections + (Int(section, 40) * SectionHeaderSize) + 24);
                return FileOffset(elf, FindSymbol(elf, (int)Long(section, 24), (int)Long(section, 32), names));
            }
        }

        throw new InvalidDataException("The library has no dynamic symbols.");
    }

    private static long FindSymbol(ReadOnlySpan<byte> elf, int symbols, int size, int names)
    {
        var wanted = Encoding.ASCII.GetBytes(Function + '\0');
        for (var at = symbols; at < symbols + size; at += SymbolSize)
        {
            if (elf[(names + Int(elf, at))..].StartsWith(wanted))
            {
                return Long(elf, at + 8);
            }
        }

        throw new InvalidDataException($"The library has no {Function}.");
    }

    private static int FileOffset(ReadOnlySpan<byte> elf, long address)
    {
        var (headers, count) = ((int)Long(elf, 32), elf[56] | (elf[57] << 8));
        for (var i = 0; i < count; i++)
        {
            var header = elf[(headers + (i * ProgramHeaderSize))..];
            var start = Long(header, 16);
            if (Int(header, 0) == Loaded && address >= start && address < start + Long(header, 32))
            {
                return (int)(address - start + Long(header, 8));
            }
        }

        throw new InvalidDataException("The function is nowhere in the file.");
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
