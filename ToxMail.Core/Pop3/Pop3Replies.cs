using System.Globalization;

namespace ToxMail.Core.Pop3;

/// <summary>Every fixed answer of the server, by name.</summary>
internal static class Pop3Replies
{
    internal static readonly Pop3Reply Greeting = new(true, "ToxMail ready");
    internal static readonly Pop3Reply Ok = new(true, "OK");
    /// <summary>Never sent as it is: the maildrop is opened first.</summary>
    internal static readonly Pop3Reply LoggedIn = new(true, "Logged in");

    internal static readonly Pop3Reply NameTaken = new(true, "Now the password");
    internal static readonly Pop3Reply Utf8On = new(true, "UTF-8 it is");
    internal static readonly Pop3Reply Listing = new(true, "Listing follows");
    internal static readonly Pop3Reply Capabilities = new(true, "Capabilities follow");
    internal static readonly Pop3Reply MessageFollows = new(true, "Message follows");
    internal static readonly Pop3Reply Deleted = new(true, "Marked, will be deleted at QUIT");
    internal static readonly Pop3Reply Bye = new(true, "Bye", Closes: true);

    internal static readonly Pop3Reply Busy = new(false, "[SYS/TEMP] Too many clients are connected, try again later", Closes: true);
    internal static readonly Pop3Reply Idle = new(false, "[SYS/TEMP] Nothing came for too long, closing the connection; nothing was deleted", Closes: true);
    internal static readonly Pop3Reply Stopping = new(false, "[SYS/TEMP] ToxMail is stopping, try again later; nothing was deleted", Closes: true);
    internal static readonly Pop3Reply TooManyErrors = new(false, "Too many errors, closing the connection", Closes: true);
    internal static readonly Pop3Reply Revoked = new(false, "[AUTH] The password of this client was revoked; nothing was deleted", Closes: true);
    internal static readonly Pop3Reply TooManyFailedLogins = new(false, "[AUTH] Too many failed logins, closing the connection", Closes: true);

    internal static readonly Pop3Reply LineTooLong = new(false, "The command is longer than 255 octets");
    internal static readonly Pop3Reply NotText = new(false, "Commands are UTF-8 text without control characters");
    internal static readonly Pop3Reply UnknownCommand = new(false, "Command not known");
    internal static readonly Pop3Reply BadArguments = new(false, "The command's arguments are not right");
    internal static readonly Pop3Reply LoginFirst = new(false, "Log in first");
    internal static readonly Pop3Reply AlreadyLoggedIn = new(false, "Already logged in");
    internal static readonly Pop3Reply GoAhead = new(true, "Begin TLS");
    internal static readonly Pop3Reply AlreadySecure = new(false, "TLS is on already");
    internal static readonly Pop3Reply PlaintextBehindStls = new(false, "Nothing may follow STLS before the handshake, closing the connection", Closes: true);
    internal static readonly Pop3Reply EncryptionFirst = new(false, "[AUTH] Passwords are taken from other machines over TLS only: turn on STARTTLS or TLS in the mail client");
    internal static readonly Pop3Reply NameFirst = new(false, "Say USER first");
    internal static readonly Pop3Reply UnknownMechanism = new(false, "Only AUTH PLAIN is known");
    internal static readonly Pop3Reply LoginCancelled = new(false, "Login cancelled");
    internal static readonly Pop3Reply LoginMalformed = new(false, "The login could not be read");
    internal static readonly Pop3Reply LoginFailed = new(false, "[AUTH] User name or password wrong; ToxMail's dashboard makes a password for each mail client, the user name is: me");
    internal static readonly Pop3Reply InUse = new(false, "[IN-USE] Another mail client is fetching mail just now, try again later");
    internal static readonly Pop3Reply NoSuchMessage = new(false, "No such message");
    internal static readonly Pop3Reply MessageGone = new(false, "[SYS/PERM] The file of this message is gone or damaged; a mail in the mailbox says more");
    internal static readonly Pop3Reply StorageFailed = new(false, "[SYS/TEMP] The mailbox cannot be read; ToxMail's log says why");
    internal static readonly Pop3Reply NotDeleted = new(false, "[SYS/TEMP] The deletion failed, nothing was deleted; ToxMail's log says why", Closes: true);

    /// <summary>A count and its octets, as after a login or RSET.</summary>
    internal static Pop3Reply Maildrop(int count, long octets) => new(true, Invariant($"{count} messages ({octets} octets)"));

    /// <summary>STAT (RFC 1939 5): a fixed form that clients parse.</summary>
    internal static Pop3Reply Status(int count, long octets) => new(true, Invariant($"{count} {octets}"));

    /// <summary>RETR.</summary>
    internal static Pop3Reply Octets(long octets) => new(true, Invariant($"{octets} octets"));

    /// <summary>LIST or UIDL of one message.</summary>
    internal static Pop3Reply Line(string line) => new(true, line);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
