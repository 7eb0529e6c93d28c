namespace ToxMail.Core.Messages;

/// <summary>A lexical token of an address list (RFC 5322 3.4) with its place in the field's value.</summary>
internal readonly record struct AddressToken(AddressTokenKind Kind, int Start, int End)
{
    internal bool IsWord => Kind is AddressTokenKind.Atom or AddressTokenKind.Quoted;
}
