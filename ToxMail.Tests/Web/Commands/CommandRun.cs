using ToxMail.Tests.Support;
using ToxMail.Web.Commands;

namespace ToxMail.Tests.Web.Commands;

/// <summary>What a command did.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public static Task<CommandRun> OfAsync(params string[] words) => WithInputAsync("", words);

    public static async Task<CommandRun> WithInputAsync(string input, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await ToxMailProgram.RunAsync(words, new StringReader(input), output, errors, TemporaryStore.Ct);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
