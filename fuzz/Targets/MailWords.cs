namespace ToxMail.Fuzz.Targets;

/// <summary>What header blocks are made of.</summary>
internal static class MailWords
{
    internal static IReadOnlyList<string> All { get; } =
    [
        "From: ", "To: ", "Cc: ", "Bcc: ", "Resent-Bcc:", "Sender:", "Reply-To:", "Subject: ", "Date: ", "Message-ID: ", "Return-Path: ", "Authentication-Results: ", "X-ToxMail-A: ",
        "X-Original-From:", "From alice Mon", ">From ", "bob@tox.alt", "me@tox.alt", "<bob@tox.alt>", "bob@tox", $"{Cast.Alice.Address}", "=?utf-8?Q?", "?=", "=?utf-8?B?", "\r\n",
        "\r\n ", "\r\n\t", "\r\n\r\n", "\n", "\r", "\n\n", "\r\r\n", "<", ">", "(", ")", "\"", "\\", ",", ";", ":", "@", "[", "]", ".", "\0", "é", "\u0085", "\u2028", "\u202E",
    ];
}
