using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Tox;

/// <summary>Writes the profile after every change that matters, and now and then while online: savedata remembers nodes of the network, so the next start finds it sooner.</summary>
internal sealed class ProfileKeeper(ToxProfile profile, ToxEngine engine, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Regularly = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private DateTimeOffset _due = time.GetUtcNow() + Regularly;

    internal void SaveWhenDue()
    {
        var now = time.GetUtcNow();

        // A clock that was set back must not put the next save off.
        if (engine.ProfileChanged || now >= _due || now < _due - Regularly)
        {
            SaveNow();
        }
    }

    internal bool SaveNow()
    {
        engine.ProfileChanged = false;
        var saved = TrySave();
        _due = time.GetUtcNow() + (saved ? Regularly : AfterFailure);
        return saved;
    }

    private bool TrySave()
    {
        try
        {
            profile.Save(engine.Instance.GetSavedata());
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ToxNodeLog.ProfileNotSaved(logger, exception);
            return false;
        }
    }
}
