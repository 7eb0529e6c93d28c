namespace ToxMail.Core.Store;

/// <summary>There is no room on the disk, or only what is kept free.</summary>
public sealed class DiskFullException(string message, Exception? inner = null) : IOException(message, inner);
