using MimeKit;

namespace ToxMail.Fuzz.Targets;

/// <summary>A header block as a program reads it that is not ours.</summary>
internal static class OtherParser
{
    /// <summary>The mail, or null when it finds no headers at all: then it shows nobody anything.</summary>
    internal static MimeMessage? Load(byte[] header)
    {
        try
        {
            return MimeMessage.Load(new MemoryStream([.. header, .. HeaderShape.BlankOctets]));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
