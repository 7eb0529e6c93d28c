namespace ToxMail.Core.Tox;

/// <summary>libtoxcore's name for a running transfer. Both numbers are used again after the transfer or the link ends.</summary>
internal readonly record struct TransferNumber(uint Friend, uint File);
