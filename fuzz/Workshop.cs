using System.Globalization;
using System.Text;
using SharpFuzz;
using ToxMail.Fuzz.Targets;

namespace ToxMail.Fuzz;

/// <summary>Lays out what afl-fuzz needs: an instrumented copy of this program, and each target's seeds and dictionary.</summary>
internal static class Workshop
{
    private const string Instrumented = "ToxMail.Core.dll";

    // What the targets call. The store is left out: it would only add noise.
    private static readonly string[] Features = ["Addressing", "Net", "Smtp", "Pop3", "Messages", "Wire", "Delivery", "Names", "Relay"];

    internal static void Prepare(string folder)
    {
        var bin = Path.Combine(folder, "bin");
        CopyProgram(bin);
        var types = Fuzzer.Instrument(
            Path.Combine(bin, Instrumented),
            type => Features.Any(feature => type.StartsWith($"ToxMail.Core.{feature}.", StringComparison.Ordinal)),
            Options.Value);
        Console.WriteLine($"{Instrumented}: {types.Count()} types instrumented.");

        foreach (var (name, make) in FuzzTargets.All)
        {
            var target = make();
            WriteSeeds(Path.Combine(folder, name, "seeds"), target.Seeds);
            File.WriteAllLines(Path.Combine(folder, name, "words"), target.Words.Select(Quote));
            (target as IDisposable)?.Dispose();
        }
    }

    private static void CopyProgram(string bin)
    {
        if (Directory.Exists(bin))
        {
            Directory.Delete(bin, recursive: true);
        }

        var from = AppContext.BaseDirectory;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(bin, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    private static void WriteSeeds(string folder, IReadOnlyList<byte[]> seeds)
    {
        if (Directory.Exists(folder))
        {
            // Those of an earlier run too: afl-fuzz takes all that lies here.
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        for (var i = 0; i < seeds.Count; i++)
        {
            // afl-fuzz takes no empty file.
            File.WriteAllBytes(Path.Combine(folder, i.ToString("D2", CultureInfo.InvariantCulture)), seeds[i].Length == 0 ? [0] : seeds[i]);
        }
    }

    // The form of AFL's dictionaries.
    private static string Quote(string word) => $"\"{string.Concat(Encoding.UTF8.GetBytes(word).Select(octet =>
        octet is < (byte)' ' or > (byte)'~' or (byte)'"' or (byte)'\\' ? $"\\x{octet:x2}" : ((char)octet).ToString()))}\"";
}
