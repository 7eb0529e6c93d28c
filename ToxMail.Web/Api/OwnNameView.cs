using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Web.Api;

/// <summary>A name the user publishes, with what is to be put into its zone.</summary>
/// <param name="Name">The name.</param>
/// <param name="State"><c>unknown</c>, <c>missing</c>, <c>other-key</c>, <c>unproved</c>, <c>proved</c> or <c>bogus</c>.</param>
/// <param name="Why">What the last look found, for people.</param>
/// <param name="ProvedZone">The zone that signed it.</param>
/// <param name="CheckedAt">When it was last looked up.</param>
/// <param name="RecordName">Where the TXT record belongs, without the final dot.</param>
/// <param name="RecordValue">Its value.</param>
/// <param name="ZoneFileLine">Both, as a line of a zone file.</param>
internal sealed record OwnNameView(
    string Name,
    string State,
    string Why,
    string? ProvedZone,
    DateTimeOffset? CheckedAt,
    string RecordName,
    string RecordValue,
    string ZoneFileLine)
{
    public static OwnNameView Of(OwnName name, OwnIdentity own)
    {
        var recordName = MailAddress.TryParse(name.Name, out var address) && PublishedName.TryCreate(address, out var published, out _) ? published.RecordName : name.Name;
        var value = NameRecord.TextFor(own.Id);
        return new(
            name.Name,
            Words.Of(name.State),
            NameWords.Sentence(name.Why),
            name.ProvedZone,
            name.CheckedAt,
            recordName,
            value,
            $"{recordName}. 3600 IN TXT \"{value}\"");
    }
}
