using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>The people this node knows, and those who ask to be known.</summary>
public sealed class Contacts
{
    /// <summary>Octets of UTF-8 in a contact request (<c>TOX_MAX_FRIEND_REQUEST_LENGTH</c> is 1016 with room for the nospam).</summary>
    public const int MaxMessageBytes = 1016;

    /// <summary>Incoming requests that may wait at once.</summary>
    public const int MaxPendingRequests = 32;

    /// <summary>Said in a contact request when the user says nothing.</summary>
    public const string DefaultMessage = "I would like to exchange mail with you over Tox.";

    /// <summary>Adds what <see cref="ContactAddress.Read"/> understood. A null message means <see cref="DefaultMessage"/>.</summary>
    public Task<AddContactResult> AddAsync(Recipient address, string? alias, string? message, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Where mail to this address goes.</summary>
    public Task<RecipientResolution> ResolveAsync(MailAddress address, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>One contact, blocked ones too, or null.</summary>
    public Task<Contact?> FindAsync(PublicKey key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>All contacts, blocked ones too, by alias, name and key.</summary>
    public Task<IReadOnlyList<Contact>> ListAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The key behind an alias, or null.</summary>
    public Task<PublicKey?> FindByAliasAsync(string alias, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Sets or (null) takes away the alias.</summary>
    public Task<ContactCommandResult> RenameAsync(PublicKey key, string? alias, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Forgets the contact and cancels its waiting mail.</summary>
    public Task<ContactCommandResult> RemoveAsync(PublicKey key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Blocks a contact, a requester or any key; waiting mail for it is cancelled, its requests are not shown again.</summary>
    public Task<ContactCommandResult> BlockAsync(PublicKey key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>A blocked contact becomes a contact again; a key that was never one is forgotten.</summary>
    public Task<ContactCommandResult> UnblockAsync(PublicKey key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Requests that wait for the user, oldest first.</summary>
    public Task<IReadOnlyList<ContactRequest>> ListRequestsAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Makes the requester a contact.</summary>
    public Task<ContactCommandResult> AcceptAsync(PublicKey key, string? alias, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The request is not shown again; its sender is not told.</summary>
    public Task<ContactCommandResult> IgnoreAsync(PublicKey key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>A peer's node asks. The text is cut to <see cref="MaxMessageBytes"/> and loses its control characters.</summary>
    public Task<RecordRequestResult> RecordRequestAsync(PublicKey key, string message, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The live link; a link up makes a requested contact an accepted one and lets its mail go; the last time up is stored.</summary>
    public Task SetConnectionAsync(PublicKey key, LinkKind connection, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The name the contact gives itself; cut and cleaned like a message.</summary>
    public Task SetNameAsync(PublicKey key, string name, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Whether it answered as a ToxMail node.</summary>
    public Task SetToxMailAsync(PublicKey key, bool isToxMail, CancellationToken ct) => throw new NotImplementedException();
}
