using ToxMail.Core.Messages;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>
/// Sends what waits for one contact while it is online. Used by one conversation, one call at a time.
/// Nothing but a result from the contact means stored; silence means offering again.
/// </summary>
/// <param name="link">To the contact.</param>
/// <param name="outbox">Where the mail waits.</param>
/// <param name="preparation">Makes parcels and claims them.</param>
/// <param name="recorder">Writes results down.</param>
/// <param name="time">The clock.</param>
/// <param name="post">Brings work that ends on another thread back into the conversation.</param>
internal sealed class MailSender(PeerLink link, Outbox outbox, ParcelPreparation preparation, AttemptRecorder recorder, TimeProvider time, Action<Func<CancellationToken, Task>> post)
{
    /// <summary>Silence after which a parcel is offered again: <c>docs/protocol.md</c> §3.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>The same for a transfer that stands before its end: libtoxcore drops some without a word, and what came is resumed.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(30);

    private const int BatchSize = 256;

    private readonly Flights _flights = new();
    private readonly Dictionary<long, long> _preparing = [];

    internal bool HasFlights => _flights.Any;

    /// <summary>Bytes of large mails offered or about to be: more than the contact's spool grants us would be put off.</summary>
    private long UnderWay => _preparing.Values.Sum() + _flights.All.Where(static flight => flight.Kind == FlightKind.Large).Sum(static flight => flight.Unanswered.Sum(static mail => mail.SizeBytes));

    /// <summary>Offers what is due, as far as there is room.</summary>
    /// <param name="contact">What the contact takes.</param>
    /// <param name="cancellationToken">Ends with the conversation.</param>
    internal async Task OfferAsync(Frame.Hello contact, CancellationToken cancellationToken)
    {
        await OfferLargeAsync(contact.MaxMailBytes, cancellationToken);
        while (_flights.Free(FlightKind.Bundle) > 0)
        {
            var due = await outbox.DueForAsync(link.Peer, time.GetUtcNow(), 0, ParcelBuilder.SmallLimit, BatchSize, cancellationToken);
            if (due.Count == 0 || !await OfferSmallAsync(await preparation.RefuseTooLargeAsync(due, contact.MaxMailBytes, cancellationToken), contact.Capabilities, cancellationToken))
            {
                return;
            }
        }
    }

    internal async Task AnsweredAsync(IReadOnlyList<Frame.MailResult> answers, CancellationToken cancellationToken)
    {
        var results = new List<AttemptResult>(answers.Count);
        foreach (var answer in answers)
        {
            if (_flights.Answer(answer.Digest, time.GetUtcNow()) is { } mail)
            {
                results.Add(await ResultAsync(mail, answer, cancellationToken));
            }
        }

        await recorder.RecordAsync(results, cancellationToken);
    }

    /// <summary>Reports progress, drops what the user cancelled, and gives up flights that have gone silent.</summary>
    internal async Task TickAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _flights.ForgetWithdrawn(now - Silence);
        foreach (var flight in _flights.All)
        {
            flight.Observe(now);
            if (flight is { Kind: FlightKind.Large, Transfer: { } transfer })
            {
                await WatchAsync(flight, transfer, cancellationToken);
            }

            if (now - flight.LastProgress > (flight.Transfer is { Completion.IsCompleted: false } ? Standstill : Silence))
            {
                await AbandonAsync(flight, WaitWords.NoAnswer, cancellationToken);
            }
        }
    }

    /// <summary>The user withdrew this mail: a transfer of its own ends here. In a bundle it goes on with the others.</summary>
    internal Task WithdrawAsync(long id) =>
        _flights.All.FirstOrDefault(flight => flight.Kind == FlightKind.Large && flight.Unanswered.Any(mail => mail.Id == id)) is { Transfer: { } transfer } flight
            ? WithdrawAsync(flight, transfer)
            : Task.CompletedTask;

    /// <summary>The contact is gone: everything waits for its return.</summary>
    internal async Task CloseAsync()
    {
        foreach (var flight in _flights.All)
        {
            await AbandonAsync(flight, WaitWords.ConnectionLost, CancellationToken.None);
        }

        await outbox.ReleaseInterruptedAsync(link.Peer, CancellationToken.None);
    }

    private async Task WatchAsync(Flight flight, OutgoingTransfer transfer, CancellationToken cancellationToken)
    {
        foreach (var mail in flight.Unanswered)
        {
            outbox.ReportProgress(mail.Id, transfer.Position);
            if (await outbox.FindAsync(mail.Id, cancellationToken) is null or { State: not DeliveryState.Sending })
            {
                await WithdrawAsync(flight, transfer);
            }
        }
    }

    private Task WithdrawAsync(Flight flight, OutgoingTransfer transfer)
    {
        _flights.Withdraw(flight);
        return link.CancelAsync(transfer);
    }

    private async Task AbandonAsync(Flight flight, string words, CancellationToken cancellationToken)
    {
        _flights.Remove(flight);
        if (flight.Transfer is { } transfer)
        {
            await link.CancelAsync(transfer);
        }

        await recorder.RecordAsync([.. flight.Unanswered.Select(mail => recorder.Again(mail, words))], cancellationToken);
    }

    private async Task<bool> OfferSmallAsync(IReadOnlyList<QueuedMail> mails, HelloCapabilities contact, CancellationToken cancellationToken)
    {
        var packed = mails.Count > 1 && contact.HasFlag(HelloCapabilities.PackedBundles);
        var parcels = await preparation.ClaimAsync(await preparation.BuildBundleAsync(mails, packed, cancellationToken), cancellationToken);
        if (parcels.Count == 0)
        {
            return false;
        }

        return !packed && parcels is [var only] && only.Bytes.Length <= WireFormat.MaxInline && _flights.Free(FlightKind.Inline) > 0
            ? await FlyInlineAsync(only)
            : await FlyAsync(FlightKind.Bundle, parcels, link.SendBundleAsync(parcels, packed), cancellationToken);
    }

    private async Task OfferLargeAsync(long maxMailBytes, CancellationToken cancellationToken)
    {
        var free = _flights.Free(FlightKind.Large) - _preparing.Count;
        if (free <= 0)
        {
            return;
        }

        var due = await outbox.DueForAsync(link.Peer, time.GetUtcNow(), ParcelBuilder.SmallLimit + 1, long.MaxValue, free + _preparing.Count, cancellationToken);
        foreach (var mail in (await preparation.RefuseTooLargeAsync(due, maxMailBytes, cancellationToken)).Where(mail => !_preparing.ContainsKey(mail.Id)).Take(free))
        {
            if (UnderWay + mail.SizeBytes <= 2 * maxMailBytes)
            {
                _preparing.Add(mail.Id, mail.SizeBytes);
                _ = Task.Run(() => PrepareAsync(mail, cancellationToken), cancellationToken);
            }
        }
    }

    /// <summary>Compressing and digesting a large mail takes seconds, in which small ones must not wait.</summary>
    private async Task PrepareAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var parcels = await preparation.BuildLargeAsync(mail, cancellationToken);
            post(token => LaunchAsync(mail, parcels, token));
        }
        catch (Exception exception)
        {
            post(_ =>
            {
                _preparing.Remove(mail.Id);
                return Task.FromException(exception);
            });
        }
    }

    private async Task LaunchAsync(QueuedMail mail, IReadOnlyList<PreparedParcel> prepared, CancellationToken cancellationToken)
    {
        _preparing.Remove(mail.Id);
        if (prepared is not [var parcel] || await preparation.TryOpenAsync(parcel, cancellationToken) is not { } stream)
        {
            return;
        }

        if ((await preparation.ClaimAsync(prepared, cancellationToken)).Count == 1)
        {
            await FlyAsync(FlightKind.Large, prepared, link.SendParcelAsync(parcel.Digest, stream), cancellationToken);
        }
        else
        {
            await stream.DisposeAsync();
        }
    }

    private async Task<bool> FlyInlineAsync(PreparedParcel parcel)
    {
        _flights.Add(new Flight(FlightKind.Inline, [parcel], null, time.GetUtcNow()));
        return await link.SendInlineAsync(parcel);
    }

    private async Task<bool> FlyAsync(FlightKind kind, IReadOnlyList<PreparedParcel> parcels, Task<OutgoingTransfer?> sending, CancellationToken cancellationToken)
    {
        if (await sending is not { } transfer)
        {
            await recorder.RecordAsync([.. parcels.Select(parcel => recorder.Later(parcel.Mail, WaitWords.ConnectionLost))], cancellationToken);
            return false;
        }

        var flight = new Flight(kind, parcels, transfer, time.GetUtcNow());
        _flights.Add(flight);
        _ = WatchEndAsync(flight, transfer);
        return true;
    }

    private async Task WatchEndAsync(Flight flight, OutgoingTransfer transfer)
    {
        var end = await transfer.Completion;
        post(cancellationToken => EndedAsync(flight, end, cancellationToken));
    }

    /// <summary>Finished or cancelled by the contact, a transfer waits for the result that tells more; should none come, silence ends the flight.</summary>
    private async Task EndedAsync(Flight flight, TransferEnd end, CancellationToken cancellationToken)
    {
        if (end is TransferEnd.LinkLost or TransferEnd.LocalFault && _flights.Remove(flight))
        {
            await recorder.RecordAsync(
                [.. flight.Unanswered.Select(mail => end == TransferEnd.LocalFault ? recorder.Later(mail, WaitWords.Unreadable) : recorder.Again(mail, WaitWords.ConnectionLost))],
                cancellationToken);
        }
    }

    private Task<AttemptResult> ResultAsync(QueuedMail mail, Frame.MailResult answer, CancellationToken cancellationToken) => answer.Status switch
    {
        MailStatus.Stored or MailStatus.HadAlready => Task.FromResult(AttemptRecorder.Delivered(mail, MailVia.Direct)),
        MailStatus.Later when answer.Code == ResultCode.Damaged => Task.FromResult(recorder.Damaged(mail, WaitWords.Of(answer))),
        MailStatus.Refused => recorder.FailedAsync(mail, new NoticeCause(ReasonOf(answer.Code), PeerText: answer.Text), WaitWords.Of(answer), cancellationToken),
        _ => Task.FromResult(recorder.Later(mail, WaitWords.Of(answer))),
    };

    private static NoticeReason ReasonOf(ResultCode code) => code switch
    {
        ResultCode.TooLarge => NoticeReason.TooLarge,
        ResultCode.Blocked => NoticeReason.Blocked,
        _ => NoticeReason.Refused,
    };
}
