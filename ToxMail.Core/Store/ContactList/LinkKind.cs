namespace ToxMail.Core.Store.ContactList;

/// <summary>The live connection of a contact, or of this node.</summary>
public enum LinkKind
{
    None,
    Tcp,
    Udp,
}
