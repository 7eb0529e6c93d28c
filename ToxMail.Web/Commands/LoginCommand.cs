using ToxMail.Core.Store;
using ToxMail.Web.Api;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail login</c>: a new one-time URL from the running node.</summary>
internal static class LoginCommand
{
    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var node = RunningNode.Find(context.Folder);
        if (node is null)
        {
            return context.Fail(DataDirectory.IsHeld(context.Folder)
                ? $"The node that runs on the data folder {context.Folder} has not opened its dashboard: what it logs says why."
                : $"No node is running on the data folder {context.Folder}.");
        }

        var login = await node.PostAsync<LoginLink>("login", null, cancellationToken);
        context.Output.WriteLine(login.Url);
        return ExitCode.Success;
    }
}
