namespace ToxMail.Core.Smtp;

/// <summary>What <see cref="RecipientJudge"/> says of a RCPT.</summary>
internal sealed record RecipientVerdict(SmtpReply Reply, EnvelopeRecipient? Accepted);
