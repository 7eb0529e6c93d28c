using System.Text;
using System.Text.Json;

namespace ToxMail.Tests.Clients.Programs;

internal sealed class Thunderbird : IMailSender, IMailFetcher
{
    // nsMsgSocketType
    private const int PlainSocket = 0;
    private const int UpgradedSocket = 2;
    private const int TlsSocket = 3;

    public string Name => "Thunderbird";

    public bool SendsAsGiven => false;

    public bool Remembers => true;

    // It keeps the connection for the next mail, and goes without QUIT when it ends.
    public IReadOnlyList<string> SubmissionHabits => [@"C: EHLO \[127\.0\.0\.1\]\r\n", @"> BODY=8BITMIME SIZE=\d+\r\n", @"\A(?!.*C: QUIT).*C: \[closes\]"];

    // A login in two steps.
    public IReadOnlyList<string> FetchHabits => [@"C: AUTH PLAIN\r\nS: \+ \r\nC: ", @"C: STAT\r\n.*C: LIST\r\n.*C: UIDL\r\n"];

    public async Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken)
    {
        var attachment = account.Write(SampleMail.AttachmentName, mail.Attachment);
        await RunAsync(account, "thunderbird-send", new { to = account.Address, subject = mail.Subject, text = mail.Text, attachment }, cancellationToken);
    }

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        var mails = await RunAsync(account, "thunderbird-fetch", !delete, cancellationToken);
        return [.. mails.EnumerateArray().Select(mail => LineEnds.ToNetwork(Encoding.Latin1.GetBytes(mail.GetString()!)))];
    }

    private static async Task<JsonElement> RunAsync(ClientAccount account, string script, object argument, CancellationToken cancellationToken)
    {
        await using var thunderbird = await HeadlessThunderbird.StartAsync(account, cancellationToken);
        await thunderbird.RunAsync("thunderbird-account", Settings(account), cancellationToken);
        var result = await thunderbird.RunAsync(script, argument, cancellationToken);
        await thunderbird.QuitAsync(cancellationToken);
        return result;
    }

    private static object Settings(ClientAccount account) => new
    {
        host = account.Host,
        smtpPort = account.SmtpPort,
        pop3Port = account.Pop3Port,
        username = account.Username,
        password = account.Password,
        address = account.Address,
        socketType = account.Security switch
        {
            ConnectionSecurity.Plain => PlainSocket,
            ConnectionSecurity.Upgrade => UpgradedSocket,
            _ => TlsSocket,
        },
        authority = account.Security == ConnectionSecurity.Plain ? null : account.ReadAuthority(),
    };
}
