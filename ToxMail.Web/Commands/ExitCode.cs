namespace ToxMail.Web.Commands;

/// <summary>How the program ends: a contract with scripts.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A wrong setting, command or file; the message says what to do.</summary>
    public const int Failure = 1;

    /// <summary>Another ToxMail holds the data folder.</summary>
    public const int FolderInUse = 2;

    /// <summary>A full disk or a taken port of the Tox network: the same start may go well later, and a service manager tries it again.</summary>
    public const int NotNow = 3;
}
