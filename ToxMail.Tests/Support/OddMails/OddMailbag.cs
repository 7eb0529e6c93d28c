namespace ToxMail.Tests.Support.OddMails;

/// <summary>More than 200 odd mails, the same ones in every run.</summary>
public static class OddMailbag
{
    /// <summary>Makes them for this sender, who must be the user as SMTP knows him, and this recipient.</summary>
    public static IReadOnlyList<OddMail> Create(string from = "me@tox.alt", string to = "bob@tox.alt")
    {
        var writer = new OddMailWriter(from, to);
        OddAddressMails.AddTo(writer);
        OddHeaderMails.AddTo(writer);
        OddBodyMails.AddTo(writer);
        OddMimeMails.AddTo(writer);
        OddSealedMails.AddTo(writer);
        OddBrokenMails.AddTo(writer);
        OddRandomMails.AddTo(writer);
        return writer.Mails;
    }
}
