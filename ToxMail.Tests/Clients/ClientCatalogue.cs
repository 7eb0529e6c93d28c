using ToxMail.Tests.Clients.Programs;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>The programs of the matrix, and its rows.</summary>
internal static class ClientCatalogue
{
    private static readonly object[] Programs =
        [new Msmtp(), new Mpop(), new Fetchmail(), new Getmail(), new SNail(), new Mutt(), new Curl(), new Swaks(), new PythonLibraries(), new MailKitLibrary(), new Thunderbird()];

    public static IEnumerable<IMailSender> Senders => Programs.OfType<IMailSender>();

    public static IEnumerable<IMailFetcher> Fetchers => Programs.OfType<IMailFetcher>();

    /// <summary>Every sender with every kind of connection.</summary>
    public static TheoryData<string, ConnectionSecurity> SendingRows =>
        new(from sender in Senders from security in Enum.GetValues<ConnectionSecurity>() select (sender.Name, security));

    /// <summary>Every fetcher with every kind of connection it knows.</summary>
    public static TheoryData<string, ConnectionSecurity> FetchingRows => new(
        from fetcher in Fetchers
        from security in Enum.GetValues<ConnectionSecurity>()
        where security != ConnectionSecurity.Upgrade || fetcher.KnowsUpgrade
        select (fetcher.Name, security));
}
