namespace ToxMail.Web.Commands;

/// <summary>A command and what it takes.</summary>
internal sealed record CommandEntry(
    Func<CommandContext, CancellationToken, Task<int>> RunAsync,
    int FewestOperands,
    int MostOperands,
    IReadOnlyList<string> Switches);
