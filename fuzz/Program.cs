using SharpFuzz;
using ToxMail.Fuzz;
using ToxMail.Fuzz.Targets;

switch (args)
{
    case ["list"]:
        Console.WriteLine(string.Join('\n', FuzzTargets.All.Keys));
        return 0;
    case ["prepare", var folder]:
        Workshop.Prepare(folder);
        return 0;
    case ["replay", var name, .. var files] when FuzzTargets.All.TryGetValue(name, out var make):
        return Replay(make(), files);
    case [var name] when FuzzTargets.All.TryGetValue(name, out var make):
        // Made in the first run: before, instrumented code has no memory to count in. It is not disposed of, for afl-fuzz kills this process.
        var target = new Lazy<IFuzzTarget>(make);
        Fuzzer.OutOfProcess.Run(stream => target.Value.Run(ReadAll(stream)));
        return 0;
    default:
        Console.Error.WriteLine("list | prepare FOLDER | replay TARGET FILE... | TARGET (under afl-fuzz)");
        return 2;
}

static int Replay(IFuzzTarget target, string[] files)
{
    var failed = 0;
    foreach (var file in files)
    {
        try
        {
            target.Run(File.ReadAllBytes(file));
        }
        catch (Exception exception)
        {
            failed++;
            Console.WriteLine($"{file}\n{exception}\n");
        }
    }

    (target as IDisposable)?.Dispose();
    return failed == 0 ? 0 : 1;
}

static byte[] ReadAll(Stream stream)
{
    using var copy = new MemoryStream();
    stream.CopyTo(copy);
    return copy.ToArray();
}
