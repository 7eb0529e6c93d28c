namespace ToxMail.Core.Smtp;

/// <summary>The commands: the rows of <see cref="SmtpStateTable"/>.</summary>
internal enum SmtpVerb
{
    Unknown,
    Ehlo,
    Helo,
    Auth,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Rset,
    Noop,
    Vrfy,
    Expn,
    Help,
    StartTls,
    Quit,
}
