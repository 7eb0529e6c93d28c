namespace ToxMail.Web.Commands;

/// <summary>A command and what it takes.</summary>
/// <param name="RunAsync">What it does.</param>
/// <param name="FewestOperands">Words it needs.</param>
/// <param name="MostOperands">Words it takes.</param>
/// <param name="Switches">Options it takes.</param>
/// <param name="RunsUntilStopped">True when a signal is its regular end; every other command is ended by it on the spot.</param>
internal sealed record CommandEntry(
    Func<CommandContext, CancellationToken, Task<int>> RunAsync,
    int FewestOperands,
    int MostOperands,
    IReadOnlyList<string> Switches,
    bool RunsUntilStopped = false);
