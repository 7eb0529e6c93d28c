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

    /// <summary>Every name with every kind of connection.</summary>
    public static TheoryData<string, ConnectionSecurity> Rows(IEnumerable<string> names) =>
        new(from name in names from security in (ConnectionSecurity[])[ConnectionSecurity.Plain] select (name, security));
}
