using System.Text;
using ToxMail.Core.Disk;
using ToxMail.Core.Store;

namespace ToxMail.Web.Security;

/// <summary>
/// <c>dashboard.url</c> in the data folder: where the node that holds the folder answers. The program's commands ask that node,
/// because two processes never share a folder. A kill leaves the file; it means nothing unless the folder is held (<see cref="DataDirectory.IsHeld"/>).
/// </summary>
internal sealed class RunningNodeFile(string folder)
{
    private string Path => System.IO.Path.Combine(folder, "dashboard.url");

    public RunningNodeFile(DataDirectory directory)
        : this(directory.Root)
    {
    }

    public void Write(Uri dashboard) => DurableFile.Write(Path, Encoding.ASCII.GetBytes(dashboard + "\n"));

    public void Delete() => File.Delete(Path);

    /// <summary>The address, or null when no node wrote one.</summary>
    public Uri? Read() =>
        File.Exists(Path) && Uri.TryCreate(File.ReadAllText(Path).Trim(), UriKind.Absolute, out var dashboard) ? dashboard : null;
}
