namespace ToxMail.Core.Wire;

/// <summary>Second byte of a packet: <c>docs/protocol.md</c> §1.</summary>
internal enum FrameType : byte
{
    Hello = 1,
    MailPart = 2,
    MailResult = 3,
    Bye = 4,
    MailStored = 5,
    Offer = 32,
    Want = 33,
    Release = 34,
    Keys = 35,
}
