namespace ToxMail.Tests.Clients;

/// <summary>The folder into which most programs put what they fetched.</summary>
internal static class Maildir
{
    /// <summary>The account's own, made if there is none.</summary>
    public static string Of(ClientAccount account)
    {
        var folder = account.PathOf("Mail");
        foreach (var part in (string[])["tmp", "new", "cur"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        return folder;
    }

    /// <summary>Takes out every mail, with the line ends the network knows.</summary>
    public static async Task<IReadOnlyList<byte[]>> TakeAllAsync(ClientAccount account, CancellationToken cancellationToken)
    {
        List<byte[]> mails = [];
        foreach (var file in ((string[])["new", "cur"]).SelectMany(part => Directory.GetFiles(Path.Combine(Of(account), part))))
        {
            mails.Add(LineEnds.ToNetwork(await File.ReadAllBytesAsync(file, cancellationToken)));
            File.Delete(file);
        }

        return mails;
    }
}
