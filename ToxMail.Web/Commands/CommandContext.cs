using ToxMail.Core.Hosting;

namespace ToxMail.Web.Commands;

/// <summary>What every command starts from.</summary>
internal sealed record CommandContext(CommandLine Line, ToxMailSettings Settings, TextReader Input, TextWriter Output, TextWriter Errors)
{
    /// <summary>The data folder's path.</summary>
    public string Folder => Settings.Store.DataDirectory;

    /// <summary>True for an option without a value.</summary>
    public bool Has(string name) => Line.Switches.Contains(name, StringComparer.Ordinal);

    /// <summary>Says what is wrong and gives the exit code for it.</summary>
    public int Fail(string sentence)
    {
        Errors.WriteLine(sentence);
        return ExitCode.Failure;
    }
}
