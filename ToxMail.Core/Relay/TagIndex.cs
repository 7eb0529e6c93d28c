using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>The tags by which envelopes for this node are known, all contacts' together.</summary>
internal sealed class TagIndex
{
    private readonly Dictionary<EnvelopeTag, (PublicKey Contact, ExpectedTag Tag)> _tags = [];
    private readonly Dictionary<PublicKey, IReadOnlyList<ExpectedTag>> _byContact = [];

    /// <summary>Who may use a tag, and what it stands for; null: an envelope with it is not for this node.</summary>
    internal (PublicKey Contact, ExpectedTag Tag)? Find(EnvelopeTag tag) => _tags.TryGetValue(tag, out var found) ? found : null;

    /// <summary>The tags that a contact may use from now on, in place of those of before.</summary>
    internal void Set(PublicKey contact, IReadOnlyList<ExpectedTag> tags)
    {
        Remove(contact);
        _byContact[contact] = tags;
        foreach (var tag in tags)
        {
            _tags[tag.Tag] = (contact, tag);
        }
    }

    internal void Remove(PublicKey contact)
    {
        if (_byContact.Remove(contact, out var tags))
        {
            foreach (var tag in tags)
            {
                _tags.Remove(tag.Tag);
            }
        }
    }
}
