using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Hosting;

/// <summary>The user's own profile in a data folder.</summary>
public static class OwnProfile
{
    /// <summary>One that is missing counts as lost once the folder has mail and contacts of it.</summary>
    public static ToxProfile In(string folder) => new(DataDirectory.ProfileIn(folder)) { IsExpected = DataDirectory.HasHistory(folder) };
}
