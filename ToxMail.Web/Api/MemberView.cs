using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>A member of this store node.</summary>
/// <param name="PublicKey">Its key.</param>
/// <param name="Name">The name it gives itself.</param>
/// <param name="Instance">The Tox instance it joined, from 1.</param>
/// <param name="Connection"><c>none</c>, <c>tcp</c> or <c>udp</c>.</param>
/// <param name="Envelopes">Held that it handed over.</param>
/// <param name="Bytes">Their octets.</param>
/// <param name="InToday">Octets taken from it since midnight UTC.</param>
/// <param name="OutToday">Octets handed to it since midnight UTC.</param>
/// <param name="JoinedAt">When it joined.</param>
/// <param name="LastSeen">When its link was last seen up.</param>
internal sealed record MemberView(
    string PublicKey,
    string? Name,
    int Instance,
    string Connection,
    int Envelopes,
    long Bytes,
    long InToday,
    long OutToday,
    DateTimeOffset JoinedAt,
    DateTimeOffset? LastSeen)
{
    public static MemberView Of(RelayContact member) => new(
        member.Contact.PublicKey.ToString(),
        member.Contact.Alias ?? member.Contact.Name,
        member.Contact.Relay.MemberOf,
        Words.Of(member.Contact.Connection),
        member.Envelopes,
        member.Bytes,
        member.InToday,
        member.OutToday,
        member.Contact.AddedAt,
        member.Contact.LastSeen);
}
