using ToxMail.Core.Disk;
using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail profile export|import</c>: libtoxcore savedata, plain or with a passphrase as other Tox clients write it.</summary>
internal static class ProfileCommand
{
    public static Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Line.Operands[1];
        return Task.FromResult(context.Line.Operands[0] switch
        {
            "export" when !context.Has("--replace") => Export(context, file),
            "import" when !context.Has("--encrypt") => Import(context, file),
            _ => context.Fail(Usage.Of("profile")),
        });
    }

    private static int Export(CommandContext context, string file)
    {
        var content = OwnProfile.In(context.Folder).Load();
        if (content.Length == 0)
        {
            return context.Fail($"There is no profile in {context.Folder} yet: the first start makes one.");
        }

        if (File.Exists(file))
        {
            return context.Fail($"{file} is there already, and a profile is not to be lost: choose another name.");
        }

        if (context.Has("--encrypt"))
        {
            if (Passphrase.AskNew(context) is not { } passphrase)
            {
                return context.Fail("No passphrase, or two different ones: nothing was written.");
            }

            content = ToxProfile.Encrypt(content, passphrase);
        }

        DurableFile.Write(file, content);
        context.Output.WriteLine($"The profile is in {file}. Whoever has it is you: keep it safe.");
        return ExitCode.Success;
    }

    private static int Import(CommandContext context, string file)
    {
        if (Read(context, file) is not { } savedata)
        {
            return context.Fail($"{file} needs its passphrase, and this was not it: nothing was changed.");
        }

        if (Content(savedata) is not { } content)
        {
            return context.Fail($"{file} is not a Tox profile: nothing was changed.");
        }

        using var directory = DataDirectory.Open(context.Folder);
        var profile = new ToxProfile(directory.Profile);
        if (profile.Exists && !context.Has("--replace"))
        {
            return context.Fail($"{context.Folder} has a profile already. To put this one in its place, add --replace; the old one is kept beside it under another name.");
        }

        if (profile.Exists)
        {
            context.Output.WriteLine($"The old profile is kept as {profile.Replace(savedata)}: whoever has it is who you were until now.");
        }
        else
        {
            profile.Save(savedata);
        }

        context.Output.WriteLine($"You are now {content.Id}, with {content.Friends.Count} contacts.");
        return ExitCode.Success;
    }

    /// <summary>Null when the bytes are no profile; an empty one would be a new identity to libtoxcore.</summary>
    private static ToxProfileContent? Content(byte[] savedata)
    {
        ToxLibrary.Load();
        try
        {
            return savedata.Length == 0 ? null : ToxProfile.Inspect(savedata);
        }
        catch (ToxUnavailableException)
        {
            return null;
        }
    }

    private static byte[]? Read(CommandContext context, string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (!ToxProfile.IsEncrypted(bytes))
        {
            return bytes;
        }

        return Passphrase.Ask(context, $"Passphrase of {file}: ") is { } passphrase ? ToxProfile.Decrypt(bytes, passphrase) : null;
    }
}
