using System.Globalization;
using ToxMail.Core.Messages;
using ToxMail.Core.Names;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>Every fixed answer of the server, by name. What a person may come to see tells them what to do.</summary>
internal static class SmtpReplies
{
    internal static readonly SmtpReply Greeting = new(220, null, "localhost ESMTP ToxMail");
    internal static readonly SmtpReply Hello = new(250, null, "localhost");
    internal static readonly SmtpReply Ok = new(250, "2.0.0", "OK");
    internal static readonly SmtpReply SenderOk = new(250, "2.1.0", "Sender OK");
    internal static readonly SmtpReply RecipientOk = new(250, "2.1.5", "Recipient OK");
    internal static readonly SmtpReply RecipientWillBeAsked = new(250, "2.1.5", "Recipient OK; not a contact yet, will be asked to become one when the mail is sent");
    internal static readonly SmtpReply RecipientToConfirm = new(250, "2.1.5", "Recipient OK; the mail waits until you confirm the Tox ID of this name on ToxMail's page");
    internal static readonly SmtpReply LoggedIn = new(235, "2.7.0", "Logged in");
    internal static readonly SmtpReply SendData = new(354, null, "Send the mail, end it with a dot on a line of its own");
    internal static readonly SmtpReply Help = new(214, "2.0.0", "Commands: EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT");
    internal static readonly SmtpReply CannotVerify = new(252, "2.5.0", "Send a mail to find out");
    internal static readonly SmtpReply Bye = new(221, "2.0.0", "Bye");

    internal static readonly SmtpReply Busy = new(421, "4.7.0", "Too many clients are connected, try again later");
    internal static readonly SmtpReply Idle = new(421, "4.4.2", "Nothing came for too long, closing the connection");
    internal static readonly SmtpReply Stopping = new(421, "4.3.2", "ToxMail is stopping, try again later");
    internal static readonly SmtpReply TooManyErrors = new(421, "4.7.0", "Too many errors, closing the connection");
    internal static readonly SmtpReply Revoked = new(421, "4.7.0", "The password of this client was revoked, closing the connection");
    internal static readonly SmtpReply TooManyFailedLogins = new(421, "4.7.0", "Too many failed logins, closing the connection");

    internal static readonly SmtpReply LineTooLong = new(500, "5.5.6", "The line is too long");
    internal static readonly SmtpReply UnknownCommand = new(500, "5.5.1", "Command not known");
    internal static readonly SmtpReply NotImplemented = new(502, "5.5.1", "Command not implemented");
    internal static readonly SmtpReply NotText = new(501, "5.5.2", "Commands are UTF-8 text without control characters and end in CR LF");
    internal static readonly SmtpReply NoArgumentAllowed = new(501, "5.5.4", "The command takes no argument");
    internal static readonly SmtpReply HelloNeedsName = new(501, "5.5.4", "Say which host you are, as in EHLO localhost");
    internal static readonly SmtpReply ArgumentMissing = new(501, "5.5.4", "The argument is missing");
    internal static readonly SmtpReply BadParameter = new(501, "5.5.4", "A parameter has no valid value, or comes twice");
    internal static readonly SmtpReply ChunkWithoutSize = new(501, "5.5.4", "Write BDAT size or BDAT size LAST; without a size nobody knows where the mail ends, closing the connection") { Closes = true };
    internal static readonly SmtpReply BinaryNotTaken = new(555, "5.6.1", "Mail in BODY=BINARYMIME cannot be sent on, encode it");
    internal static readonly SmtpReply UnknownParameter = new(555, "5.5.4", "A parameter is not known here");
    internal static readonly SmtpReply BadSenderPath = new(501, "5.1.7", "Write MAIL FROM:<user@domain>");
    internal static readonly SmtpReply BadRecipientPath = new(501, "5.1.3", "Write RCPT TO:<user@domain>");
    internal static readonly SmtpReply NeedsSmtpUtf8 = new(553, "5.6.7", "An address with other letters than ASCII needs MAIL FROM with SMTPUTF8");

    internal static readonly SmtpReply HelloFirst = new(503, "5.5.1", "Say EHLO first");
    internal static readonly SmtpReply MailFirst = new(503, "5.5.1", "Say MAIL FROM first");
    internal static readonly SmtpReply NoRecipients = new(503, "5.5.1", "No recipient was accepted");
    internal static readonly SmtpReply MailUnderWay = new(503, "5.5.1", "A mail is under way, finish it or say RSET first");
    internal static readonly SmtpReply ChunksUnderWay = new(503, "5.5.1", "The mail is coming in by BDAT, finish it so or say RSET first");
    internal static readonly SmtpReply EncryptionFirst = new(538, "5.7.11", "Passwords are taken from other machines over TLS only: turn on STARTTLS or TLS in the mail client"); // RFC 4954 4
    internal static readonly SmtpReply LoginFirst = new(530, "5.7.0", "Log in first, with the password ToxMail made for this mail client");
    internal static readonly SmtpReply GoAhead = new(220, "2.0.0", "Ready to start TLS");
    internal static readonly SmtpReply AlreadySecure = new(503, "5.5.1", "TLS is on already");
    internal static readonly SmtpReply PlaintextBehindStartTls = new(421, "4.7.0", "Nothing may follow STARTTLS before the handshake, closing the connection");
    internal static readonly SmtpReply LoginUnavailable = new(454, "4.7.0", "The password could not be checked; ToxMail's log says why");
    internal static readonly SmtpReply AlreadyLoggedIn = new(503, "5.5.1", "Already logged in");
    internal static readonly SmtpReply UnknownMechanism = new(504, "5.5.4", "Only AUTH PLAIN and AUTH LOGIN are known");
    internal static readonly SmtpReply LoginCancelled = new(501, "5.7.0", "Login cancelled");
    internal static readonly SmtpReply LoginMalformed = new(501, "5.5.2", "The login could not be read, it must be base64");
    internal static readonly SmtpReply LoginFailed = new(535, "5.7.8", "User name or password wrong; ToxMail's dashboard makes a password for each mail client, the user name is: me");

    internal static readonly SmtpReply NotOwnSender = new(553, "5.7.1", "This is not your address; send as me@tox.alt or as your own Tox address");
    internal static readonly SmtpReply TooManyRecipients = new(452, "4.5.3", "Too many recipients, send the mail again to the rest");

    internal static readonly SmtpReply TooLarge = new(552, "5.3.4", "The mail is larger than this node sends; the limit is Mail:MaxMessageBytes");
    internal static readonly SmtpReply GrownTooLarge = new(552, "5.3.4", "The mail is larger than this node sends once its aliases are written out as addresses; name fewer people in its headers");
    internal static readonly SmtpReply HeaderTooLarge = new(552, "5.3.4", "The mail's header block is too large");
    internal static readonly SmtpReply BareLineEnd = new(550, "5.6.11", "The mail has a CR or LF alone; lines must end in CR LF");
    internal static readonly SmtpReply DiskFull = new(452, "4.3.1", $"The disk is full but for the {DiskReserve.Megabytes} MB that ToxMail keeps free, the mail was not taken; free some space and send it again");
    internal static readonly SmtpReply StorageFailed = new(451, "4.3.0", "The mail could not be stored and was not taken; ToxMail's log says why");
    internal static readonly SmtpReply LookupFailed = new(451, "4.3.0", "The recipient could not be looked up; ToxMail's log says why");

    internal static readonly SmtpReply NoRecipientLeft = new(550, "5.1.1", "No recipient is a contact any more, they were removed or blocked; the mail was not sent");

    /// <summary>The mail is ours now.</summary>
    internal static SmtpReply Queued(string id) => new(250, "2.0.0", $"OK, queued as {id}");

    /// <summary>One chunk of a mail was read.</summary>
    internal static SmtpReply ChunkTaken(long size) => new(250, "2.0.0", string.Create(CultureInfo.InvariantCulture, $"OK, {size} octets taken"));

    /// <summary>No mail can go to this recipient.</summary>
    internal static SmtpReply UnknownRecipient(string reason) => new(550, "5.1.1", reason);

    /// <summary>The name could not be looked up now.</summary>
    internal static SmtpReply NameNotKnownYet(string why) => new(451, "4.4.3", Words(why));

    /// <summary>No mail can go to this name.</summary>
    internal static SmtpReply NameRefused(NameFault? fault, string why) => new(
        550,
        fault switch
        {
            NameFault.Bogus => "5.7.0",
            NameFault.NoSuchDomain => "5.1.2",
            NameFault.NotAName => "5.1.3",
            NameFault.SwitchedOff => "5.4.4",
            _ => "5.1.1",
        },
        Words(why));

    /// <summary>The headers say what the user may not say.</summary>
    internal static SmtpReply HeadersRefused(SubmissionFault fault, string reason) => fault == SubmissionFault.TooLarge
        ? new(552, "5.3.4", reason)
        : new(550, "5.7.1", reason);

    /// <summary>EHLO's answer (RFC 5321 4.1.1.1).</summary>
    internal static SmtpReply Extensions(long maxMessageBytes, bool offersTls, bool offersLogin) => new(250, null,
    [
        "localhost",
        .. offersTls ? ["STARTTLS"] : Array.Empty<string>(),
        "PIPELINING",
        $"SIZE {maxMessageBytes}",
        "8BITMIME",
        "CHUNKING",
        "SMTPUTF8",
        "ENHANCEDSTATUSCODES",
        "DSN",
        .. offersLogin ? ["AUTH PLAIN LOGIN"] : Array.Empty<string>(),
        "HELP",
    ]);

    // RFC 5321 4.5.3.1.5: a line of a reply has 512 octets at most.
    private static string Words(string why)
    {
        const int MaxWords = 400;
        var words = HeaderText.Printable(HeaderText.OneLine(NameWords.Clause(why), MaxWords));
        return words.Length > MaxWords ? words[..MaxWords] : words;
    }
}
