namespace ToxMail.Core.Relay.Sealing;

/// <summary>The sealed part of an envelope once it is open.</summary>
internal static class InnerPart
{
    /// <summary>Bytes before signature and payload.</summary>
    public const int FixedSize = 72;

    public const int SignatureSize = MailKeys.SignatureSize;
}
