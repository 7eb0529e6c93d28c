using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Store;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Passwords;

namespace ToxMail.Core.Smtp;

/// <summary>What every session of the server shares.</summary>
internal sealed record SmtpServices(
    OwnIdentity Own,
    OwnNames OwnNames,
    ClientPasswords Passwords,
    RecipientJudge Judge,
    MailIntake Intake,
    MailOptions Mail,
    SmtpLimits Limits,
    TlsOffer? Tls,
    TimeProvider Time);
