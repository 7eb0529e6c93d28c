using ToxMail.Core.Net;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Passwords;

namespace ToxMail.Core.Pop3;

/// <summary>What every session of the server shares.</summary>
internal sealed record Pop3Services(
    Inbox Inbox,
    ClientPasswords Passwords,
    BlobStore Blobs,
    DamagedMails Damaged,
    MaildropLock Lock,
    bool RequirePassword,
    Pop3Limits Limits,
    TlsOffer? Tls,
    TimeProvider Time);
