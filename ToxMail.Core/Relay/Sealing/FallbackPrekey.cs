namespace ToxMail.Core.Relay.Sealing;

/// <summary>The key a contact seals to when it has no one-time key left.</summary>
internal sealed class FallbackPrekey(OwnPrekey key, byte[] publicKey, int made) : IDisposable
{
    public OwnPrekey Key { get; } = key;

    public byte[] Public { get; } = publicKey;

    /// <summary>The day it was made.</summary>
    public int Made { get; } = made;

    /// <summary>The contact is known to have it.</summary>
    public bool IsKnown { get; set; }

    public void Dispose() => Key.Dispose();
}
