namespace ToxMail.Web.Commands;

/// <summary>The commands and how they are written.</summary>
internal static class Usage
{
    private static readonly (string Form, string Purpose)[] Forms =
    [
        ("toxmail [serve]", "run the node in the foreground"),
        ("toxmail login", "print a new one-time URL for the dashboard of the running node"),
        ("toxmail id", "print your Tox ID and your mail address"),
        ("toxmail password add NAME", "make a password for a mail client"),
        ("toxmail password list", "list the mail clients that have one"),
        ("toxmail password remove NAME", "take a mail client's password away"),
        ("toxmail profile export FILE [--encrypt]", "write your Tox profile to a file; with a passphrase if you like"),
        ("toxmail profile import FILE [--replace]", "take your Tox profile from a file of any Tox client"),
        ("toxmail certificate", "print the CA that your mail client has to trust, and its fingerprint"),
        ("toxmail certificate export FILE [--der]", "write it to a file"),
        ("toxmail certificate replace", "make a new CA; every mail client has to be given it again"),
        ("toxmail service", "print what a service manager needs to run the node in the background"),
        ("toxmail demo [--keep DIR]", "run alice and bob on a private network on this machine"),
        ("toxmail check", "look for what may be wrong"),
    ];

    private const string Options = """

        Options for every command but demo:
          --data DIR                    the data folder
          --ToxMail:Section:Key VALUE   any setting of the configuration table in README.md

        A passphrase is asked for, or taken from the environment variable TOXMAIL_PASSPHRASE.
        """;

    public static Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) => Task.FromResult(Print(context.Output));

    public static int Print(TextWriter output)
    {
        foreach (var (form, purpose) in Forms)
        {
            output.WriteLine($"{form,-42} {purpose}");
        }

        output.WriteLine(Options);
        return ExitCode.Success;
    }

    /// <summary>How one command is written.</summary>
    public static string Of(string command) => $"This is written {Form(command)}.";

    /// <summary>The forms of one command.</summary>
    public static string Form(string command) =>
        string.Join(" or ", Forms.Select(line => line.Form).Where(form => form.StartsWith($"toxmail {command}", StringComparison.Ordinal)));
}
