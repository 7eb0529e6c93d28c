using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>The shared library as a person meets it: there or not, and which.</summary>
public static class ToxLibrary
{
    /// <summary>Loads it and checks its version.</summary>
    /// <exception cref="ToxUnavailableException">Missing or too old; the message says what to install.</exception>
    public static Version Load() => ToxcoreLibrary.Load();
}
