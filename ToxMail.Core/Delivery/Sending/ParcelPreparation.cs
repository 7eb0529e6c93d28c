using ToxMail.Core.Messages;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>Takes mail from the outbox to the point where it can be offered; what fails on this machine is recorded, never thrown.</summary>
internal sealed class ParcelPreparation(Outbox outbox, ParcelBuilder builder, AttemptRecorder recorder)
{
    /// <summary>Fails what the contact will never take, and gives back the rest.</summary>
    internal async Task<IReadOnlyList<QueuedMail>> RefuseTooLargeAsync(IReadOnlyList<QueuedMail> mails, long limit, CancellationToken cancellationToken)
    {
        var results = new List<AttemptResult>();
        foreach (var mail in mails.Where(mail => mail.SizeBytes > limit))
        {
            var words = $"The recipient takes mails of at most {limit} bytes.";
            results.Add(await recorder.FailedAsync(mail, new NoticeCause(NoticeReason.TooLarge, Detail: words), words, cancellationToken));
        }

        await recorder.RecordAsync(results, cancellationToken);
        return [.. mails.Where(mail => mail.SizeBytes <= limit)];
    }

    /// <summary>As many parcels as fill a bundle, which is to be packed as a whole or not.</summary>
    internal async Task<IReadOnlyList<PreparedParcel>> BuildBundleAsync(IReadOnlyList<QueuedMail> mails, bool packed, CancellationToken cancellationToken)
    {
        var parcels = new List<PreparedParcel>();
        var room = (packed ? PackedBundle.MaxContent : WireFormat.MaxBundle) - Bundle.Overhead(mails.Count);
        foreach (var mail in mails)
        {
            foreach (var parcel in await TryAsync(mail, packed ? builder.BuildPlainAsync : builder.BuildSmallAsync, cancellationToken))
            {
                if (parcel.Bytes.Length > room)
                {
                    return parcels;
                }

                room -= parcel.Bytes.Length;
                parcels.Add(parcel);
            }
        }

        return parcels;
    }

    /// <summary>The one parcel, or none when this machine could not make it.</summary>
    internal Task<IReadOnlyList<PreparedParcel>> BuildLargeAsync(QueuedMail mail, CancellationToken cancellationToken) => TryAsync(mail, builder.BuildLargeAsync, cancellationToken);

    /// <summary>The one parcel without its bytes, or none when the mail cannot be read.</summary>
    internal Task<IReadOnlyList<PreparedParcel>> NameAsync(QueuedMail mail, CancellationToken cancellationToken) => TryAsync(mail, builder.NameAsync, cancellationToken);

    /// <summary>Opens a large parcel; null when it cannot be read, which is recorded.</summary>
    internal async Task<Stream?> TryOpenAsync(PreparedParcel parcel, CancellationToken cancellationToken)
    {
        try
        {
            return builder.Open(parcel);
        }
        catch (IOException exception)
        {
            await recorder.RecordAsync([recorder.Later(parcel.Mail, WaitWords.NotRead(exception))], cancellationToken);
            return null;
        }
    }

    /// <summary>The attempt is recorded before it is tried; what the user cancelled meanwhile drops out.</summary>
    internal async Task<IReadOnlyList<PreparedParcel>> ClaimAsync(IReadOnlyList<PreparedParcel> parcels, CancellationToken cancellationToken)
    {
        if (parcels.Count == 0)
        {
            return parcels;
        }

        var claimed = await outbox.BeginAttemptsAsync([.. parcels.Select(static parcel => parcel.Attempt)], cancellationToken);
        return [.. parcels.Where(parcel => claimed.Contains(parcel.Mail.Id))];
    }

    private async Task<IReadOnlyList<PreparedParcel>> TryAsync(QueuedMail mail, Func<QueuedMail, CancellationToken, Task<PreparedParcel>> build, CancellationToken cancellationToken)
    {
        try
        {
            return [await build(mail, cancellationToken)];
        }
        catch (IOException exception)
        {
            await recorder.RecordAsync([recorder.Later(mail, WaitWords.NotPrepared(exception))], cancellationToken);
            return [];
        }
    }
}
