using ToxMail.Core.Store;
using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail password add|list|remove</c>.</summary>
internal static class PasswordCommand
{
    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Line.Operands.Count > 1 ? context.Line.Operands[1] : null;
        if (!IsUnderstood(context.Line.Operands[0], name))
        {
            return context.Fail(Usage.Of("password"));
        }

        await using var book = await OpenAsync(context.Folder, cancellationToken);
        await RunAsync(context.Line.Operands[0], name, book, context.Output, cancellationToken);
        return ExitCode.Success;
    }

    private static bool IsUnderstood(string verb, string? name) => verb switch
    {
        "add" or "remove" => name is not null,
        "list" => name is null,
        _ => false,
    };

    private static async Task RunAsync(string verb, string? name, IPasswordBook book, TextWriter output, CancellationToken cancellationToken)
    {
        switch (verb)
        {
            case "add":
                var made = await book.AddAsync(name!, cancellationToken);
                output.WriteLine($"User name  {made.Username}\nPassword   {made.Password}\nIt is shown this once.");
                break;
            case "remove":
                await book.RemoveAsync(name!, cancellationToken);
                output.WriteLine($"{name} cannot log in any more.");
                break;
            default:
                (await book.ListAsync(cancellationToken)).ToList().ForEach(password => output.WriteLine(Line(password)));
                break;
        }
    }

    private static string Line(PasswordView password) =>
        $"{password.Name,-30} made {password.CreatedAt.UtcDateTime:yyyy-MM-dd}, {(password.LastUsedAt is { } used ? $"used {used.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "not used yet")}";

    private static async Task<IPasswordBook> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await StoredPasswords.OpenAsync(DataDirectory.Open(folder), cancellationToken);
        }
        catch (DataDirectoryInUseException) when (RunningNode.Find(folder) is { } node)
        {
            return new RunningPasswords(node);
        }
    }
}
