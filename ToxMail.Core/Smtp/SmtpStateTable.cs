using static ToxMail.Core.Smtp.SmtpReplies;

namespace ToxMail.Core.Smtp;

/// <summary>
/// The legal order of commands (RFC 5321 4.1.4, RFC 4954 4, RFC 3030 2): for each command, what it is answered in each state; null where it is carried out.
/// </summary>
internal static class SmtpStateTable
{
    private static readonly Dictionary<SmtpVerb, SmtpReply?[]> Rows = new()
    {
        // in Connected, Greeted, Ready, Mail, Recipients, Chunks
        [SmtpVerb.Ehlo] = [null, null, null, null, null, null],
        [SmtpVerb.Helo] = [null, null, null, null, null, null],
        [SmtpVerb.Auth] = [HelloFirst, null, null, MailUnderWay, MailUnderWay, MailUnderWay],
        [SmtpVerb.Mail] = [HelloFirst, LoginFirst, null, MailUnderWay, MailUnderWay, MailUnderWay],
        [SmtpVerb.Rcpt] = [HelloFirst, LoginFirst, MailFirst, null, null, ChunksUnderWay],
        [SmtpVerb.Data] = [HelloFirst, LoginFirst, MailFirst, NoRecipients, null, ChunksUnderWay],
        [SmtpVerb.Bdat] = [HelloFirst, LoginFirst, MailFirst, NoRecipients, null, null],
        [SmtpVerb.Rset] = [null, null, null, null, null, null],
        [SmtpVerb.Noop] = [null, null, null, null, null, null],
        [SmtpVerb.Vrfy] = [null, null, null, null, null, null],
        [SmtpVerb.Expn] = [NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented],
        [SmtpVerb.Help] = [null, null, null, null, null, null],
        [SmtpVerb.StartTls] = [HelloFirst, null, null, MailUnderWay, MailUnderWay, MailUnderWay],
        [SmtpVerb.Quit] = [null, null, null, null, null, null],
        [SmtpVerb.Unknown] = [UnknownCommand, UnknownCommand, UnknownCommand, UnknownCommand, UnknownCommand, UnknownCommand],
    };

    /// <summary>What a command out of order is answered; null when it is in order.</summary>
    internal static SmtpReply? Refusal(SmtpVerb verb, SmtpState state) => Rows[verb][(int)state];
}
