using System.Security.Cryptography;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>Makes the rows of a submitted mail.</summary>
internal static class OutboxRows
{
    private const int ParcelIdSize = 16;

    internal static OutboxMail New(NewMail mail, OutboxOptions options, DateTimeOffset now)
    {
        var row = new OutboxMail
        {
            Blob = mail.Blob.Id,
            HasBody = true,
            SizeBytes = mail.SizeBytes,
            MessageId = mail.MessageId,
            Subject = mail.Subject,
            ReturnPath = mail.ReturnPath,
            QueuedAt = now,
            EnvelopeId = mail.EnvelopeId,
            ReturnHeadersOnly = mail.ReturnHeadersOnly,
            RelayForbidden = mail.RelayForbidden,
            SubmissionKey = mail.SubmissionKey,
        };
        row.Recipients.AddRange(Distinct(mail.Recipients).Select(recipient => New(recipient, mail.SizeBytes, options, now)));
        return row.Recipients.Count > 0 ? row : throw new ArgumentException("A mail needs a recipient.", nameof(mail));
    }

    // A key that gets the mail anyway by a sure address needs no confirmation.
    private static IEnumerable<NewRecipient> Distinct(IEnumerable<NewRecipient> recipients) => recipients
        .OrderBy(static recipient => recipient.State == DeliveryState.AwaitingConfirmation)
        .GroupBy(static recipient => recipient.PublicKey)
        .Select(static same => Merge([.. same]));

    /// <summary>One row tells all that any of its namings asks for (RFC 3461 4.1), in the name of one that asks (4.2).</summary>
    private static NewRecipient Merge(IReadOnlyList<NewRecipient> same)
    {
        var asking = same.Where(static recipient => recipient.Notify != DsnNotify.Never).ToList();
        var heard = asking.Count > 0 ? asking : same;
        return same[0] with
        {
            Notify = Union(heard.Select(static recipient => recipient.Notify).Distinct().ToList()),
            OriginalRecipient = heard.Select(static recipient => recipient.OriginalRecipient).FirstOrDefault(static original => original is not null),
        };
    }

    /// <summary>Beside one who says what he wants, one who says nothing wants what is usual.</summary>
    private static DsnNotify Union(IReadOnlyList<DsnNotify> wishes) => wishes is [var only]
        ? only
        : wishes.Aggregate(static (all, wish) => all | wish) | (wishes.Contains(DsnNotify.Default) ? DsnNotify.Failure | DsnNotify.Delay : DsnNotify.Default);

    private static OutboxRecipient New(NewRecipient recipient, long sizeBytes, OutboxOptions options, DateTimeOffset now)
    {
        var row = new OutboxRecipient
        {
            Address = recipient.Address,
            PublicKey = recipient.PublicKey,
            FoundNospam = recipient.FoundNospam,
            OriginalRecipient = recipient.OriginalRecipient,
            Notify = recipient.Notify,
            SizeBytes = sizeBytes,
            State = recipient.State,
            ParcelId = RandomNumberGenerator.GetBytes(ParcelIdSize),
        };
        row.Start(recipient.State, options, now);
        row.LastError = recipient.Why ?? row.LastError;
        return row;
    }
}
