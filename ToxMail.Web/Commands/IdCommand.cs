using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail id</c>: the Tox ID on the first line, the mail address on the second, whether the node runs or not.</summary>
internal static class IdCommand
{
    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var own = await IdentityAsync(context);
        await context.Output.WriteLineAsync($"{own.Id}\n{own.Address}");
        return ExitCode.Success;
    }

    /// <summary>Who the folder's node is. Reading needs no lock, because the profile is only ever replaced whole; making the first one does.</summary>
    private static async Task<OwnIdentity> IdentityAsync(CommandContext context)
    {
        var profile = OwnProfile.In(context.Folder);
        if (profile.Exists)
        {
            return new OwnIdentity(ToxProfile.Inspect(profile.Load()).Id);
        }

        using var directory = DataDirectory.Open(context.Folder);
        return await CreateAsync(directory);
    }

    /// <summary>The identity of a folder that is held; a new one when it has none yet.</summary>
    public static async Task<OwnIdentity> CreateAsync(DataDirectory directory)
    {
        var offline = new ToxOptions { UdpEnabled = false, LocalDiscovery = false, UseDefaultBootstrapNodes = false };
        await using var node = new ToxNode(offline, OwnProfile.In(directory.Root), TimeProvider.System, NullLogger<ToxNode>.Instance);
        return new OwnIdentity(node.Id);
    }
}
