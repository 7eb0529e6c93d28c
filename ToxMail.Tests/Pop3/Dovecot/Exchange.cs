using System.Text;

namespace ToxMail.Tests.Pop3.Dovecot;

/// <summary>A command, the status line it was answered, and the octets that followed: stuffed, with the dot that ends them.</summary>
internal sealed record Exchange(string Command, string Status, byte[] Content)
{
    public bool Success => Status.StartsWith("+OK", StringComparison.Ordinal);

    /// <summary>The listing, one line each.</summary>
    public string Text => Encoding.Latin1.GetString(Content);
}
