using System.Reflection;
using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <summary>Finds and checks the shared library once per process.</summary>
internal static class ToxcoreLibrary
{
    private static readonly string[] FileNames =
        ["libtoxcore.so.2", "libtoxcore.2.dylib", "libtoxcore.dylib", "toxcore.dll", "libtoxcore.dll", "libtoxcore.so"];

    private static readonly Lazy<nint> Handle = new(Find);

    static ToxcoreLibrary() => NativeLibrary.SetDllImportResolver(
        typeof(ToxcoreLibrary).Assembly,
        static (name, _, _) => name == Toxcore.Library ? Handle.Value : 0);

    /// <summary>Loads the library and checks its version.</summary>
    /// <returns>The version in use.</returns>
    /// <exception cref="ToxUnavailableException">Missing, or older than 0.2.18, or of an incompatible series.</exception>
    internal static Version Load()
    {
        if (Handle.Value == 0)
        {
            throw new ToxUnavailableException("The Tox library (libtoxcore) is not installed. Install it with: sudo apt-get install libtoxcore2");
        }

        return Check(new Version((int)Toxcore.tox_version_major(), (int)Toxcore.tox_version_minor(), (int)Toxcore.tox_version_patch()));
    }

    /// <summary>Accepts 0.2.18 and every later 0.2.x: what we declare is unchanged in all of them.</summary>
    /// <exception cref="ToxUnavailableException">Any other version.</exception>
    internal static Version Check(Version found) => found is { Major: 0, Minor: 2, Build: >= 18 }
        ? found
        : throw new ToxUnavailableException($"The Tox library found is version {found}, but 0.2.18 or a later 0.2.x is needed. Install it with: sudo apt-get install libtoxcore2");

    /// <summary>A known weakness of this version that the user should hear about, or null.</summary>
    internal static string? Warning(Version found) => found.Build is >= 19 and <= 22
        ? $"The Tox library {found} has a known security fault (GHSA-42vg-9mg3-399f), mended in 0.2.23: please update libtoxcore."
        : null;

    private static nint Find()
    {
        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
