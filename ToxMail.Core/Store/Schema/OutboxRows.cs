using System.Security.Cryptography;

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
        row.Recipients.AddRange(mail.Recipients.DistinctBy(recipient => recipient.PublicKey).Select(recipient => New(recipient, mail.SizeBytes, options, now)));
        return row.Recipients.Count > 0 ? row : throw new ArgumentException("A mail needs a recipient.", nameof(mail));
    }

    private static OutboxRecipient New(NewRecipient recipient, long sizeBytes, OutboxOptions options, DateTimeOffset now)
    {
        var row = new OutboxRecipient
        {
            Address = recipient.Address,
            PublicKey = recipient.PublicKey,
            OriginalRecipient = recipient.OriginalRecipient,
            Notify = recipient.Notify,
            SizeBytes = sizeBytes,
            State = recipient.State,
            ParcelId = RandomNumberGenerator.GetBytes(ParcelIdSize),
        };
        row.Start(recipient.State, options, now);
        return row;
    }
}
