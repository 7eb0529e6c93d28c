namespace ToxMail.Core.Smtp;

/// <summary>The mail under way in a session: what MAIL said and whom RCPT named.</summary>
internal sealed record Envelope(MailCommand Mail, string ReturnPath)
{
    /// <summary>The accepted recipients, in the order they came.</summary>
    internal List<EnvelopeRecipient> Recipients { get; } = [];
}
