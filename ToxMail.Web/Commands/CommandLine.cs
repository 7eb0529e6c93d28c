namespace ToxMail.Web.Commands;

/// <summary>What the user typed: a command with its operands, switches of its own, and settings for the configuration.</summary>
/// <param name="Command">The first word; empty means serve.</param>
/// <param name="Operands">The words after it.</param>
/// <param name="Switches">Options without a colon, such as <c>--encrypt</c>.</param>
/// <param name="Settings">Settings in the form <c>--ToxMail:Key=value</c>.</param>
/// <param name="Faults">What cannot be understood.</param>
internal sealed record CommandLine(
    string Command,
    IReadOnlyList<string> Operands,
    IReadOnlyList<string> Switches,
    IReadOnlyList<string> Settings,
    IReadOnlyList<string> Faults)
{
    private const string DataKey = "ToxMail:DataDirectory";

    private static readonly string[] Roots = ["ToxMail:", "Logging:"];

    /// <summary>Takes the words apart.</summary>
    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        List<string> operands = [], switches = [], settings = [], faults = [];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Length == 0)
            {
                faults.Add("A word of the command is empty: a variable that is not set, perhaps.");
            }
            else if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                operands.Add(word);
            }
            else if (!IsSetting(word))
            {
                switches.Add(word);
            }
            else if (word.Contains('=', StringComparison.Ordinal))
            {
                Take(word.Split('=', 2)[0], word.Split('=', 2)[1], settings, faults);
            }
            else if (i + 1 < words.Count)
            {
                Take(word, words[++i], settings, faults);
            }
            else
            {
                faults.Add($"{word} needs a value.");
            }
        }

        return new CommandLine(operands.FirstOrDefault("").ToLowerInvariant(), [.. operands.Skip(1)], switches, settings, faults);
    }

    private static bool IsSetting(string word)
    {
        var name = word.Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || name.Equals("--data", StringComparison.Ordinal);
    }

    /// <summary>A key outside our own would be taken by the configuration and have no effect: more likely it is a typing error.</summary>
    private static void Take(string option, string value, List<string> settings, List<string> faults)
    {
        var key = option == "--data" ? DataKey : option[2..];
        if (value.Length == 0 && key.Equals(DataKey, StringComparison.OrdinalIgnoreCase))
        {
            // Else it would be the user's own folder: somebody else's identity than the one meant.
            faults.Add($"{option} needs a value.");
        }
        else if (Roots.Any(root => key.StartsWith(root, StringComparison.OrdinalIgnoreCase)))
        {
            settings.Add($"--{key}={value}");
        }
        else
        {
            faults.Add($"--{key} is not an option. Settings are written --ToxMail:Section:Key VALUE, as in --ToxMail:Smtp:Port 2525.");
        }
    }
}
