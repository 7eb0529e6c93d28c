namespace ToxMail.Tests.Clients.Programs;

/// <summary>smtplib and poplib.</summary>
internal sealed class PythonLibraries : IMailSender, IMailFetcher
{
    private const string Submission = """
        import smtplib, ssl, sys
        host, port, user, password, address, security, authority = sys.argv[1:]
        context = None if security == "Plain" else ssl.create_default_context(cafile=authority)
        smtp = smtplib.SMTP_SSL(host, int(port), context=context) if security == "Implicit" else smtplib.SMTP(host, int(port))
        with smtp:
            if security == "Upgrade":
                smtp.starttls(context=context)
            smtp.login(user, password)
            sys.exit(len(smtp.sendmail(address, [address], sys.stdin.buffer.read(), mail_options=["BODY=8BITMIME"])))
        """;

    private const string Fetch = """
        import os, poplib, ssl, sys
        host, port, user, password, security, authority, delete, maildir = sys.argv[1:]
        context = None if security == "Plain" else ssl.create_default_context(cafile=authority)
        pop3 = poplib.POP3_SSL(host, int(port), context=context) if security == "Implicit" else poplib.POP3(host, int(port))
        if security == "Upgrade":
            pop3.stls(context=context)
        pop3.user(user)
        pop3.pass_(password)
        known = open("uids").read().split() if os.path.exists("uids") else []
        for line in pop3.uidl()[1]:
            number, uid = line.decode().split()
            if uid not in known:
                known.append(uid)
                with open(f"{maildir}/new/{uid}", "wb") as file:
                    file.write(b"".join(text + b"\r\n" for text in pop3.retr(int(number))[1]))
            if delete == "True":
                pop3.dele(int(number))
        open("uids", "w").write("\n".join(known))
        pop3.quit()
        """;

    public string Name => "python";

    public bool SendsAsGiven => true;

    // Commands in small letters.
    public IReadOnlyList<string> SubmissionHabits => [@"C: mail FROM:<[^>]+> size=\d+ BODY=8BITMIME\r\n"];

    public bool Remembers => true;

    public IReadOnlyList<string> FetchHabits => [];

    public Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken) => ClientProgram.RunAsync(
        account,
        "python3",
        [
            "-c", Submission, account.Host, $"{account.SmtpPort}", account.Username, account.Password, account.Address, $"{account.Security}", account.AuthorityFile,
        ],
        mail.Bytes,
        [0],
        cancellationToken);

    public async Task<IReadOnlyList<byte[]>> FetchAsync(ClientAccount account, bool delete, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-c", Fetch, account.Host, $"{account.Pop3Port}", account.Username, account.Password, $"{account.Security}", account.AuthorityFile, $"{delete}", Maildir.Of(account),
        ];
        await ClientProgram.RunAsync(account, "python3", arguments, cancellationToken);
        return await Maildir.TakeAllAsync(account, cancellationToken);
    }
}
