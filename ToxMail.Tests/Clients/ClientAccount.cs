using System.Text;

namespace ToxMail.Tests.Clients;

/// <summary>What a mail program is told about its account, and the home folder that is all it may write to.</summary>
internal sealed class ClientAccount : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public required string Username { get; init; }

    public required string Password { get; init; }

    /// <summary>The address the user gives as his own, and writes to.</summary>
    public required string Address { get; init; }

    public required int SmtpPort { get; init; }

    public required int Pop3Port { get; init; }

    public required ConnectionSecurity Security { get; init; }

    /// <summary>The certificate authority's certificate as PEM: all that the program is to trust.</summary>
    public string AuthorityFile { get; init; } = "none";

    /// <summary>By name: fetchmail and s-nail compare a certificate with names only.</summary>
    public string Host { get; } = "localhost";

    public string Home { get; } = Directory.CreateTempSubdirectory("toxmail-client-").FullName;

    /// <summary>A file or folder of this home.</summary>
    public string PathOf(string name) => Path.Combine(Home, name);

    /// <summary>Writes a file that nobody else may read, as programs demand of files with passwords, and gives its path.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using var file = new FileStream(PathOf(name), options);
        file.Write(bytes);
        return PathOf(name);
    }

    /// <summary>The authority's certificate in base64, without the lines that frame it.</summary>
    public string ReadAuthority() => string.Concat(File.ReadLines(AuthorityFile).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
