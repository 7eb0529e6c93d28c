namespace ToxMail.Tests.Support.OddMails;

/// <summary>A mail that is unusual or broken in one way.</summary>
/// <param name="Name">What is odd about it: short, unique, words with hyphens.</param>
/// <param name="Raw">The mail as it would follow DATA, without dot-stuffing and without the final dot.</param>
/// <param name="Refusal">Why SMTP must refuse it; null when it must be taken and delivered.</param>
public sealed record OddMail(string Name, byte[] Raw, OddMailRefusal? Refusal = null)
{
    public override string ToString() => Name;
}
