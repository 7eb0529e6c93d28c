using System.Text;

namespace ToxMail.Web.Commands;

/// <summary>Asks for a passphrase. It never comes from the command line, which every user of the machine can read.</summary>
internal static class Passphrase
{
    private const string Variable = "TOXMAIL_PASSPHRASE";

    /// <summary>From the environment, else typed unseen, else the first line of a redirected input; null when there is none.</summary>
    public static byte[]? Ask(CommandContext context, string question)
    {
        var text = Environment.GetEnvironmentVariable(Variable) ?? Type(context, question);
        return string.IsNullOrEmpty(text) ? null : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Asked twice when it is typed, because nobody can read a profile with a mistyped one.</summary>
    public static byte[]? AskNew(CommandContext context)
    {
        var first = Ask(context, "New passphrase: ");
        return first is null || !IsTyped(context) || first.AsSpan().SequenceEqual(Ask(context, "Once more: ")) ? first : null;
    }

    private static bool IsTyped(CommandContext context) =>
        Environment.GetEnvironmentVariable(Variable) is null && context.Input == Console.In && !Console.IsInputRedirected;

    private static string? Type(CommandContext context, string question)
    {
        if (!IsTyped(context))
        {
            return context.Input.ReadLine();
        }

        context.Errors.Write(question);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length -= typed.Length > 0 ? 1 : 0;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        context.Errors.WriteLine();
        return typed.ToString();
    }
}
