using System.Threading.Channels;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>
/// One contact while it is online: greets it, sends what waits for it and takes what it sends. All work passes one queue, so nothing in
/// here is touched by two threads; what takes long runs beside it and comes back through the queue.
/// </summary>
internal sealed class Conversation : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly ConversationServices _services;
    private readonly PeerLink _link;
    private readonly Greetings _greetings;
    private readonly MailSender _sender;
    private readonly Reception _reception;
    private readonly InlineAssembly _inline = new();
    private readonly List<Frame.MailResult> _answers = [];
    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateUnbounded<Func<CancellationToken, Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing;
    private readonly ITimer _helloTimer;
    private readonly ITimer _ticker;
    private Task _running = Task.CompletedTask;
    private bool _blocked;
    private bool _faulted;
    private bool _ticking;
    private int _offerQueued;

    internal Conversation(ConversationServices services, PeerLink link, CancellationToken nodeStopping)
    {
        _services = services;
        _link = link;
        _greetings = new Greetings(services, link);
        _reception = new Reception(services.Logger, nodeStopping);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(nodeStopping);
        _sender = new MailSender(link, services.Outbox, services.Preparation, services.Recorder, services.Time, Post);
        _helloTimer = services.Time.CreateTimer(_ => Post(HelloMissingAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ticker = services.Time.CreateTimer(_ => Post(TickAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal void Start()
    {
        _running = Task.Run(RunAsync);
        Post(GreetAsync);
    }

    /// <summary>Mail for this contact may be due.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref _offerQueued, 1) == 0)
        {
            Post(OfferAsync);
        }
    }

    /// <summary>The user withdrew this mail, perhaps one to this contact.</summary>
    internal void Withdraw(long id) => Post(_ => _sender.WithdrawAsync(id));

    /// <summary>Our HELLO has something else to say than the last one.</summary>
    internal void GreetAnew() => Post(GreetAsync);

    /// <summary>The contact is a member of this store node.</summary>
    internal bool IsWithMember => _link.IsMember;

    /// <summary>Takes a frame; <paramref name="handled"/> is called once it is dealt with, so that a flood waits with its sender's backlog and not here.</summary>
    internal void Received(Frame frame, Action handled)
    {
        if (frame is Frame.Keys && _link.IsMember)
        {
            // No mail is sealed between a store node and its members.
            handled();
        }
        else if (frame is Frame.Offer or Frame.Want or Frame.Release or Frame.Keys)
        {
            Relay(frame, handled);
        }
        else
        {
            Take(cancellationToken => HandleAsync(frame, cancellationToken), handled);
        }
    }

    /// <summary>Takes a file that is offered; as <see cref="Received"/>.</summary>
    internal void Offered(IncomingTransfer transfer, Action handled) => Take(
        _ => _reception.TryRun(token => ReceiveAsync(transfer, token)) ? Task.CompletedTask : transfer.CancelAsync(),
        handled);

    /// <summary>Ends it and lets its mail wait for the contact's return.</summary>
    public async ValueTask DisposeAsync()
    {
        await _helloTimer.DisposeAsync();
        await _ticker.DisposeAsync();
        await _closing.CancelAsync();
        _work.Writer.TryComplete();
        await _running;
        try
        {
            await _sender.CloseAsync();
        }
        finally
        {
            _services.Relay.Offline(_link.Node, _link.Peer);
            _closing.Dispose();
        }
    }

    /// <summary>Through the queue, so that the relay hears of the contact's HELLO before it hears of this.</summary>
    private void Relay(Frame frame, Action handled)
    {
        if (!_work.Writer.TryWrite(_ =>
        {
            _services.Relay.Received(_link.Peer, frame, handled);
            return Task.CompletedTask;
        }))
        {
            handled();
        }
    }

    private Task ReceiveAsync(IncomingTransfer transfer, CancellationToken cancellationToken) =>
        transfer.Kind == WireFormat.EnvelopesKind ? _services.Relay.OfferedAsync(transfer, cancellationToken)
        : _link.IsMember ? _services.MemberMail.RefuseAsync(_link, transfer, cancellationToken)
        : _services.Receiver.OfferedAsync(_link, transfer, cancellationToken);

    private void Post(Func<CancellationToken, Task> work) => _work.Writer.TryWrite(work);

    private void Take(Func<CancellationToken, Task> work, Action handled)
    {
        if (!_work.Writer.TryWrite(async cancellationToken =>
        {
            try
            {
                await work(cancellationToken);
            }
            finally
            {
                handled();
            }
        }))
        {
            handled();
        }
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await work(_closing.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                // The contact left; what was under way is recorded on closing.
            }
            catch (Exception exception)
            {
                // Most likely a full disk: what the fault left half done is put right, and tried again, at the next tick.
                _faulted = true;
                Reception.LogFailed(_services.Logger, exception);
            }

            ArmTicker();
        }
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        await _greetings.SayAsync(cancellationToken);
        _helloTimer.Change(Greetings.Patience, Timeout.InfiniteTimeSpan);
    }

    private Task HandleAsync(Frame frame, CancellationToken cancellationToken) => frame switch
    {
        Frame.Hello hello => GreetedAsync(hello, cancellationToken),
        Frame.MailPart part => AssembleAsync(part),
        Frame.MailResult result => AnsweredAsync([result]),
        Frame.MailStored stored => AnsweredAsync(stored.Digests.Select(static digest => new Frame.MailResult(digest, MailStatus.Stored, ResultCode.None, ""))),
        Frame.Bye { Reason: ByeReason.Blocked } => BlockedAsync(cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task BlockedAsync(CancellationToken cancellationToken)
    {
        _blocked = true;
        await _services.Contacts.SetBlocksYouAsync(_link.Peer, cancellationToken);
        await _sender.CloseAsync();

        // Once, and not at each look: what then has to wait, because its notice finds no room, waits by the calendar.
        await _services.Outbox.MakeDueAsync(_link.Peer, cancellationToken);
        await _services.Unwanted.FailAsync(_link.Peer, cancellationToken);
    }

    private async Task GreetedAsync(Frame.Hello hello, CancellationToken cancellationToken)
    {
        var again = _greetings.Heard is not null || _blocked;
        _blocked = false;
        _greetings.Hear(hello);
        await _services.Contacts.GreetedAsync(_link.Peer, hello.StoreInstances, cancellationToken);
        if (again)
        {
            await GreetAgainAsync(cancellationToken);
            return;
        }

        await _services.Outbox.MakeDueAsync(_link.Peer, cancellationToken);
        await OfferAsync(cancellationToken);
    }

    /// <summary>A contact that greets twice has closed its side in between, so it knows nothing of us any more.</summary>
    private async Task GreetAgainAsync(CancellationToken cancellationToken)
    {
        if (_greetings.MaySayAgain)
        {
            await GreetAsync(cancellationToken);
            await OfferAsync(cancellationToken);
        }
    }

    private async Task HelloMissingAsync(CancellationToken cancellationToken)
    {
        if (_greetings.Heard is null)
        {
            await _services.Contacts.SetToxMailAsync(_link.Peer, false, cancellationToken);
            await _services.Outbox.NoteAsync(_link.Peer, WaitWords.NotToxMail, cancellationToken);
        }
    }

    private async Task OfferAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _offerQueued, 0);
        if (_blocked)
        {
            await _services.Unwanted.FailAsync(_link.Peer, cancellationToken);
        }
        else if (_greetings.Heard is { LowestVersion: > WireFormat.Version })
        {
            await _services.Outbox.NoteAsync(_link.Peer, WaitWords.TooNew, cancellationToken);
        }
        else if (_greetings.Heard is { } hello)
        {
            await _sender.OfferAsync(hello, cancellationToken);
        }
    }

    /// <summary>The results of one bundle come in several packets: what is here when their turn comes is recorded in one transaction.</summary>
    private Task AnsweredAsync(IEnumerable<Frame.MailResult> answers)
    {
        if (_answers.Count == 0)
        {
            Post(RecordAnswersAsync);
        }

        _answers.AddRange(answers);
        return Task.CompletedTask;
    }

    /// <summary>With that there is room for the next offer: word of the changed outbox would come later, and a link that waits loses its pace.</summary>
    private async Task RecordAnswersAsync(CancellationToken cancellationToken)
    {
        Frame.MailResult[] answers = [.. _answers];
        _answers.Clear();
        await _sender.AnsweredAsync(answers, cancellationToken);
        await OfferAsync(cancellationToken);
    }

    private async Task AssembleAsync(Frame.MailPart part)
    {
        if (_inline.Add(part) is { } parcel && !_reception.TryRun(token => _link.IsMember
            ? MemberMail.RefuseAsync(_link, part.Digest)
            : _services.Receiver.ReceivedInlineAsync(_link, part.Digest, parcel, token)))
        {
            await _link.SendResultsAsync([MailAnswers.NoShare(part.Digest)]);
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        _ticking = false;
        if (_faulted)
        {
            _faulted = false;
            await _sender.CloseAsync();
        }

        await _sender.TickAsync(cancellationToken);
        await OfferAsync(cancellationToken);
    }

    private void ArmTicker()
    {
        if (!_ticking && (_faulted || _sender.HasFlights) && !_closing.IsCancellationRequested)
        {
            _ticking = _ticker.Change(_faulted ? AfterFault : TickInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
