namespace ToxMail.Core.Addressing;

/// <summary>What it takes to write to somebody never met: the Tox ID, and the mail keys bound to it, which only the relay understands.</summary>
public sealed class ContactCard
{
    /// <summary>Length in bytes.</summary>
    public const int Size = ToxId.Size + KeysSize;

    private const int KeysSize = 128;

    private readonly byte[] _bytes;

    private ContactCard(ToxId id, byte[] bytes)
    {
        Id = id;
        _bytes = bytes;
    }

    public ToxId Id { get; }

    public PublicKey PublicKey => Id.PublicKey;

    /// <summary>Reads <see cref="Size"/> bytes; null when they hold no Tox ID. Whether keys and ID belong together is not looked at.</summary>
    public static ContactCard? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size && ToxId.TryRead(bytes[..ToxId.Size], out var id) == ToxIdFault.None ? new ContactCard(id, bytes.ToArray()) : null;

    /// <summary>Whether it names the same mail keys; the nospam may differ.</summary>
    public bool HasKeysOf(ContactCard other) => _bytes.AsSpan(ToxId.Size).SequenceEqual(other._bytes.AsSpan(ToxId.Size));

    /// <summary>The <see cref="Size"/> bytes.</summary>
    public byte[] ToArray() => [.. _bytes];
}
