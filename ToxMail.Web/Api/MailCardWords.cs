using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>What is wrong with a mail card, in words for the API and the dashboard alike.</summary>
internal static class MailCardWords
{
    public static string Code(MailCardFault fault) => fault switch
    {
        MailCardFault.NoToxId => "card-without-tox-id",
        MailCardFault.WrongChecksum => "bad-tox-id",
        MailCardFault.NoKeys => "card-without-keys",
        MailCardFault.KeysNotWhole => "card-not-whole",
        MailCardFault.DoNotBelongTogether => "card-forged",
        _ => "bad-card",
    };

    public static string Explain(MailCardFault fault) => fault switch
    {
        MailCardFault.NoToxId => "This mail card has no Tox ID: after \"toxmail:\" come 76 digits from 0 to 9 and A to F.",
        MailCardFault.WrongChecksum => "The Tox ID in this mail card has a typing error: its checksum does not match.",
        MailCardFault.NoKeys => "This mail card ends after the Tox ID: the part from \"?keys=\" on is missing. Copy all of it.",
        MailCardFault.KeysNotWhole => "The mail keys in this card are cut off or altered: copy all of it.",
        MailCardFault.DoNotBelongTogether => "The mail keys in this card do not belong to its Tox ID. Somebody may have altered it: ask its owner for it anew.",
        _ => "This is no mail card: it begins with \"toxmail:\".",
    };
}
