using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ToxMail.Core.Smtp;

/// <summary>
/// Names a submission: who sends which octets to whom. A client that saw no answer sends just these again, and must not have sent two mails
/// (RFC 5321 6.1, RFC 1047). A mail to which its writer gave no Message-ID has no name: two of them may be alike and both be meant.
/// </summary>
internal static class SubmissionKey
{
    internal static byte[]? Of(Envelope envelope, MailSpool spool)
    {
        if (spool.Headers is not { HasOwnMessageId: true })
        {
            return null;
        }

        using var key = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        key.AppendData(spool.Digest());
        Add(key, envelope.ReturnPath);
        Add(key, envelope.Mail.EnvelopeId);
        Add(key, envelope.Mail.ReturnHeadersOnly ? "HDRS" : null);
        foreach (var recipient in envelope.Recipients.Select(recipient => recipient.Recipient).OrderBy(recipient => recipient.Address, StringComparer.Ordinal))
        {
            Add(key, recipient.Address);
            Add(key, recipient.PublicKey.ToString());
            Add(key, recipient.OriginalRecipient);
            Add(key, recipient.Notify.ToString());
        }

        return key.GetHashAndReset();
    }

    // With its length in front, so that no two lists of texts run into the same octets; an absent text is not an empty one.
    private static void Add(IncrementalHash key, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? string.Empty);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? -1 : bytes.Length);
        key.AppendData(length);
        key.AppendData(bytes);
    }
}
