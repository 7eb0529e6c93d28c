namespace ToxMail.Core.Delivery.Receiving;

/// <summary>A body grew past the limit while it was unpacked: only a compressed one can, whatever its size on the wire.</summary>
internal sealed class MailTooLargeException() : Exception("The mail is larger than the limit.");
