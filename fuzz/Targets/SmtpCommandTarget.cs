using System.Text;
using ToxMail.Core.Smtp;

namespace ToxMail.Fuzz.Targets;

/// <summary>A line that an SMTP client sent, down to the values of MAIL, RCPT and BDAT.</summary>
internal sealed class SmtpCommandTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "MAIL FROM:<me@tox.alt> SIZE=1000 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb AUTH=<>"u8.ToArray(),
        "mail from:<> RET=FULL  "u8.ToArray(),
        "RCPT TO:<@a.example,@b:\"b \\\" ob\"@tox.alt> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob+40tox.alt"u8.ToArray(),
        "RCPT TO:<bob@tox.alt> ORCPT=utf-8;\\x{FC}+2B@x"u8.ToArray(),
        "rcpt to:<Postmaster> NOTIFY=NEVER"u8.ToArray(),
        "BDAT 86 LAST"u8.ToArray(),
        "EHLO [127.0.0.1]"u8.ToArray(),
        "AUTH PLAIN AGEAYg=="u8.ToArray(),
    ];

    public IReadOnlyList<string> Words { get; } =
    [
        "MAIL FROM:<", "RCPT TO:<", "BDAT ", " LAST", "postmaster", " SIZE=", " BODY=8BITMIME", " BODY=BINARYMIME", " SMTPUTF8", " AUTH=", " RET=HDRS", " ENVID=",
        " NOTIFY=", "SUCCESS", "FAILURE", "DELAY", "NEVER", " ORCPT=", "rfc822;", "utf-8;", "\\x{", "+2B", "+0A", "@tox.alt>", "[IPv6:::1]", "é",
    ];

    public void Run(byte[] input)
    {
        var refusal = SmtpCommand.TryRead(input, out var command);
        if (refusal is not null)
        {
            IsRefusal(refusal);
            return;
        }

        Property.IsOneLine(command.Argument, "A command's argument");
        Property.IsOneLine(command.Shown, "What a transcript shows");
        var line = Encoding.UTF8.GetString(input).TrimEnd(' ');
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        Property.Equal(line, command.Argument.Length == 0 && space < 0 ? line : $"{line[..space]} {command.Argument}", "Verb and argument make the line");
        Property.Holds(
            command.Verb == SmtpVerb.Unknown || string.Equals(command.Verb.ToString(), space < 0 ? line : line[..space], StringComparison.OrdinalIgnoreCase),
            "The verb is the one in the line");

        // Whatever the verb: so the fuzzer reaches all of them from each input.
        Mail(command.Argument);
        Rcpt(command.Argument);
        Bdat(command.Argument);
    }

    private static void Mail(string argument)
    {
        if (MailCommand.TryRead(argument, out var mail) is { } refusal)
        {
            IsRefusal(refusal);
            return;
        }

        Property.Holds(mail.AnnouncedSize >= 0, "An announced size is not negative");
        Property.IsPrintableAscii(mail.EnvelopeId ?? string.Empty, "ENVID");
        Property.Holds(mail.IsUtf8 || PathArgument.IsAscii(mail.Sender), "A sender beyond ASCII has SMTPUTF8");

        var written = $"FROM:{SmtpPathTarget.Written(mail.Sender)} SIZE={mail.AnnouncedSize}"
            + (mail.IsUtf8 ? " SMTPUTF8" : string.Empty)
            + (mail.ReturnHeadersOnly ? " RET=HDRS" : string.Empty)
            + (mail.EnvelopeId is { Length: > 0 } id && XtextTarget.Written(id) is { Length: <= 100 } envelope ? $" ENVID={envelope}" : string.Empty);
        var again = mail;
        Property.Holds(MailCommand.TryRead(written, out again) is null, $"MAIL is read again: {written}");
        Property.Equal(mail with { EnvelopeId = null }, again with { EnvelopeId = null }, "MAIL written again is the same");
        Property.Holds(again.EnvelopeId is null || again.EnvelopeId == mail.EnvelopeId, "ENVID written again is the same");
    }

    private static void Rcpt(string argument)
    {
        var refusal = RcptCommand.TryRead(argument, Cast.Alice, isUtf8: true, out var utf8);
        var asciiRefusal = RcptCommand.TryRead(argument, Cast.Alice, isUtf8: false, out var ascii);
        Property.Holds(refusal is null || asciiRefusal is not null, "What is a recipient without SMTPUTF8 is one with it");
        if (refusal is not null)
        {
            IsRefusal(refusal);
            return;
        }

        Property.IsPrintableAscii(utf8.OriginalRecipient ?? string.Empty, "ORCPT");
        if (asciiRefusal is null)
        {
            Property.Equal(utf8, ascii with { IsUtf8 = true }, "SMTPUTF8 changes no recipient that needs none");
            Property.Holds(PathArgument.IsAscii(ascii.Recipient), "A recipient without SMTPUTF8 is ASCII");
        }
    }

    private static void Bdat(string argument) =>
        Property.Holds(!BdatCommand.TryRead(argument, out var bdat) || bdat.Size >= 0, "A chunk's size is not negative");

    private static void IsRefusal(SmtpReply reply)
    {
        var text = reply.ToString();
        Property.Holds(reply.Code is >= 400 and <= 599, $"A refusal has a code of failure: {text}");
        Property.Holds(text.EndsWith("\r\n", StringComparison.Ordinal), $"A reply ends in CRLF: {text}");
        Property.IsPrintableAscii(text.Replace("\r\n", string.Empty, StringComparison.Ordinal), "A reply");
    }
}
