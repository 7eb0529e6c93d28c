using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ToxMail.Tests.Clients.Programs;

/// <summary>MailKit, in this process.</summary>
internal sealed class MailKitLibrary : IMailSender, IMailFetcher
{
    public string Name => "MailKit";

    public bool SendsAsGiven => false;

    // It does not wait for the answer to MAIL.
    public IReadOnlyList<string> SubmissionHabits => [@"BODY=8BITMIME\r\nRCPT TO:"];

    public bool Remembers => true;

    // All deletions at once.
    public IReadOnlyList<string> FetchHabits => [@"C: DELE 1\r\nDELE 2\r\n"];

    public async Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        await OpenAsync(client, account, account.SmtpPort, cancellationToken);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Bytes), cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
    }

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        using var client = new Pop3Client();
        await OpenAsync(client, account, account.Pop3Port, cancellationToken);
        var fetched = account.PathOf("uids");
        HashSet<string> known = [.. File.Exists(fetched) ? await File.ReadAllLinesAsync(fetched, cancellationToken) : []];
        List<byte[]> mails = [];
        foreach (var (uid, index) in (await client.GetMessageUidsAsync(cancellationToken)).Select((uid, index) => (uid, index)))
        {
            if (known.Add(uid))
            {
                using var copy = new MemoryStream();
                await using var stream = await client.GetStreamAsync(index, headersOnly: false, cancellationToken);
                await stream.CopyToAsync(copy, cancellationToken);
                mails.Add(copy.ToArray());
            }
        }

        if (delete)
        {
            await client.DeleteAllMessagesAsync(cancellationToken);
        }

        await File.WriteAllLinesAsync(fetched, known, cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
        return mails;
    }

    private static async Task OpenAsync(MailService client, ClientAccount account, int port, CancellationToken cancellationToken)
    {
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => IsTrusted((X509Certificate2)certificate!, account.AuthorityFile);
        client.CheckCertificateRevocation = false;
        await client.ConnectAsync(account.Host, port, Options(account.Security), cancellationToken);
        await client.AuthenticateAsync(account.Username, account.Password, cancellationToken);
    }

    private static bool IsTrusted(X509Certificate2 certificate, string authorityFile)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static SecureSocketOptions Options(ConnectionSecurity security) => security switch
    {
        ConnectionSecurity.Plain => SecureSocketOptions.None,
        ConnectionSecurity.Upgrade => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };
}
