using System.Diagnostics;
using Xunit;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>A file system of a few megabytes, to be filled. Only root can mount one; the test is skipped for others.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("toxmail-disk-").FullName);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "toxmail-tests", disk.Folder) != 0)
        {
            Directory.Delete(disk.Folder);
            Assert.Skip("A small disk can only be mounted by root.");
        }

        return disk;
    }

    /// <summary>Takes all the room there is; the file given back frees it when deleted.</summary>
    public async Task<string> FillAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, "ballast");
        try
        {
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var block = new byte[4096];
            while (true)
            {
                await file.WriteAsync(block, cancellationToken);
            }
        }
        catch (IOException)
        {
            return path;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        if (process is null)
        {
            return -1;
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
