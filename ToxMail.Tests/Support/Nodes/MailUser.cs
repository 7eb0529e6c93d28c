namespace ToxMail.Tests.Support.Nodes;

/// <summary>A person with a node and a mail client.</summary>
internal sealed class MailUser : IAsyncDisposable
{
    private PasswordView? _login;
    private StatusView? _status;

    public MailUser(string name, IReadOnlyDictionary<string, string> configuration, NodeSurroundings? surroundings = null) =>
        Node = new NodeProcess(name, configuration, surroundings);

    public NodeProcess Node { get; }

    public string Name => Node.Name;

    public PasswordView Login => _login ?? throw new InvalidOperationException("Not started.");

    public string ToxId => Status.ToxId;

    public string PublicKey => Status.PublicKey;

    /// <summary>The address others write to and From must hold.</summary>
    public string Address => $"{PublicKey}@tox.alt";

    private StatusView Status => _status ?? throw new InvalidOperationException("Not started.");

    public static async Task<MailUser> StartAsync(string name, IReadOnlyDictionary<string, string> configuration, CancellationToken cancellationToken)
    {
        var user = new MailUser(name, configuration);
        try
        {
            await user.StartAsync(cancellationToken);
            return user;
        }
        catch
        {
            await user.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the node, the first time or again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Node.StartAsync(cancellationToken);
        _status ??= await Node.Api.StatusAsync(cancellationToken);
        _login ??= await Node.Api.CreatePasswordAsync("tests", cancellationToken);
    }

    public Task<RawSmtp> OpenSmtpAsync(CancellationToken cancellationToken) => RawSmtp.LoginAsync(Node.SmtpPort, Login, cancellationToken);

    public Task<RawPop3> OpenPop3Async(CancellationToken cancellationToken) => RawPop3.LoginAsync(Node.Pop3Port, Login, cancellationToken);

    /// <summary>Hands in one mail and gives the server's last word.</summary>
    public async Task<string> SubmitAsync(byte[] mail, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        await using var smtp = await OpenSmtpAsync(cancellationToken);
        using var stream = new MemoryStream(mail);
        return await smtp.SubmitAsync(Address, to, stream, cancellationToken);
    }

    /// <summary>Hands in one mail that must be taken.</summary>
    public async Task SendAsync(byte[] mail, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        var reply = await SubmitAsync(mail, to, cancellationToken);
        if (RawSmtp.Code(reply) != 250)
        {
            throw new InvalidOperationException($"{Name}'s node did not take the mail: {reply}");
        }
    }

    public Task SendAsync(TestMail mail, MailUser to, CancellationToken cancellationToken) => SendAsync(mail.Bytes, [to.Address], cancellationToken);

    /// <summary>Everything in the mailbox, oldest first, leaving it there.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadMailboxAsync(CancellationToken cancellationToken)
    {
        await using var pop3 = await OpenPop3Async(cancellationToken);
        List<byte[]> mails = [];
        foreach (var (number, _) in await pop3.UidsAsync(cancellationToken))
        {
            mails.Add(await pop3.RetrieveAsync(number, cancellationToken));
        }

        await pop3.QuitAsync(cancellationToken);
        return mails;
    }

    /// <summary>Fetches everything and deletes it, as most mail clients do.</summary>
    public async Task<IReadOnlyList<byte[]>> EmptyMailboxAsync(CancellationToken cancellationToken)
    {
        await using var pop3 = await OpenPop3Async(cancellationToken);
        List<byte[]> mails = [];
        foreach (var (number, _) in await pop3.UidsAsync(cancellationToken))
        {
            mails.Add(await pop3.RetrieveAsync(number, cancellationToken));
            await pop3.CommandAsync($"DELE {number}", cancellationToken);
        }

        await pop3.QuitAsync(cancellationToken);
        return mails;
    }

    /// <summary>Waits until the mailbox holds this many mails.</summary>
    public Task WaitForMailsAsync(int count, TimeSpan atMost, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => await CountMailsAsync(cancellationToken) >= count,
        atMost,
        () => $"{count} mails at {Name}\n{Node.Tail()}",
        cancellationToken);

    public async Task<int> CountMailsAsync(CancellationToken cancellationToken)
    {
        await using var pop3 = await OpenPop3Async(cancellationToken);
        var uids = await pop3.UidsAsync(cancellationToken);
        await pop3.QuitAsync(cancellationToken);
        return uids.Count;
    }

    /// <summary>Waits until the link to a contact stands.</summary>
    public Task WaitForContactAsync(MailUser contact, TimeSpan atMost, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => (await Node.Api.ContactsAsync(cancellationToken)).Any(known => known.PublicKey == contact.PublicKey && known.IsOnline),
        atMost,
        () => $"{Name} to see {contact.Name} online\n{Node.Tail()}\n{contact.Node.Tail()}",
        cancellationToken);

    /// <summary>Waits until every recipient of every mail handed in has its final state, and gives the newest rows.</summary>
    public Task<IReadOnlyList<OutboxView>> WaitForOutboxAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        IReadOnlyList<OutboxView> last = [];
        return Wait.ForAsync(
            async () =>
            {
                last = await Node.Api.OutboxAsync(cancellationToken);
                var status = await Node.Api.StatusAsync(cancellationToken);
                return status.Outbox.Pending == 0 && last.All(row => row.IsFinal) ? last : null;
            },
            atMost,
            () => $"{Name}'s outbox to be done, it has\n{string.Join('\n', last.Where(row => !row.IsFinal).Take(20))}\n{Node.Tail()}",
            cancellationToken);
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
