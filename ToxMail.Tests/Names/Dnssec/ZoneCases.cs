using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns.Signing;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>Ways in which a zone can be right or wrong. Each is built with every algorithm.</summary>
internal static class ZoneCases
{
    private const string Bob = "bob._tox";
    private const string Value = "v=tox1;id=B0B";

    public static IReadOnlyList<ZoneCase> All { get; } =
    [
        .. Sound(), .. WrongSignatures(), .. WrongFields(), .. WrongRecords(), .. WrongKeys(), .. Links(), .. Aliases(), .. Wildcards(),
    ];

    private static IEnumerable<ZoneCase> Sound() =>
    [
        new("good", Outcome.Proved, static zone => zone.AddText(Bob, Value)),
        new("one-key", Outcome.Proved, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Key = zone.Entry;
            zone.Keys.RemoveAt(1);
        }),
        new("several", Outcome.Proved, static zone => zone.AddText(Bob, "b", "a", "", new string('x', 700))),
        new("huge", Outcome.Proved, static zone => zone.AddText(Bob, [.. Enumerable.Range(0, 400).Select(static i => $"{i} {new string('y', 60)}")])),
        new("unsigned", Outcome.Insecure, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.IsSigned = false;
            zone.Delegations = static _ => [];
        }),
        new("island", Outcome.Insecure, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Delegations = static _ => [];
        }),
        new("low-ttl", Outcome.Proved, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Drafting = OfBob(static draft => draft.OriginalTtl = 3600);
        }),
        new("high-ttl", Outcome.Proved, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Drafting = OfBob(static draft => draft.OriginalTtl = 30);
        }),
    ];

    private static IEnumerable<ZoneCase> WrongSignatures() =>
    [
        Spoiled("expired", static draft => draft.Expiration = draft.Inception.AddHours(1)),
        Spoiled("future", static draft => draft.Inception = draft.Expiration.AddDays(-1)),
        Spoiled("backwards", static draft => (draft.Inception, draft.Expiration) = (draft.Expiration, draft.Inception)),
        Spoiled("other-key", static draft => draft.Key = SigningKey.Make(draft.Key.Algorithm)),
        Finished("bit", static records => Change(records, DnsType.RRSIG, DnsType.TXT, static data => data[^1] ^= 1)),
        Finished("cut-short", static records => Replace(records, DnsType.RRSIG, DnsType.TXT, static data => data[..^1])),
        Finished("stripped", static records => records.RemoveAll(static record => IsSignature(record, DnsType.TXT))),
        Finished("keys-bit", static records => Change(records, DnsType.RRSIG, DnsType.DNSKEY, static data => data[^1] ^= 1)),
        Finished("keys-bare", static records => records.RemoveAll(static record => IsSignature(record, DnsType.DNSKEY))),
        new("replayed", Outcome.Bogus, static zone =>
        {
            // The signature of what the name had before, over what an attacker puts there.
            zone.AddText(Bob, Value);
            zone.Finishing = records => records[records.FindIndex(static record => record.Type is DnsType.TXT)] = zone.Text(Bob, "v=tox1;id=0DD");
        }),
        new("two-signatures", Outcome.Proved, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Finishing = records => records.Add(ExpiredSignature(zone, records));
        }),
    ];

    private static IEnumerable<ZoneCase> WrongFields() =>
    [
        Spoiled("signer-parent", static draft => draft.Signer = draft.Signer.Parent),
        Spoiled("signer-other", static draft => draft.Signer = DnsName.Parse("elsewhere.gen")),
        Spoiled("signer-below", static draft => draft.Signer = draft.Owner.Parent),
        Spoiled("tag", static draft => draft.KeyTag ^= 1),
        Spoiled("algorithm", static draft => draft.Algorithm = draft.Algorithm == 13 ? (byte)15 : (byte)13),
        Spoiled("unknown-algorithm", static draft => draft.Algorithm = 200),
        Spoiled("labels-many", static draft => draft.Labels++),
        Spoiled("labels-few", static draft => draft.Labels--),
        Spoiled("covers", static draft => draft.Covers = DnsType.A),
    ];

    private static IEnumerable<ZoneCase> WrongRecords() =>
    [
        Finished("changed", static records => Change(records, DnsType.TXT, null, static data => data[^1] ^= 1)),
        new("added", Outcome.Bogus, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Finishing = records => records.Add(zone.Text(Bob, "v=tox1;id=0DD"));
        }),
        new("taken", Outcome.Bogus, static zone =>
        {
            zone.AddText(Bob, Value, "second");
            zone.Finishing = static records => records.RemoveAt(records.FindIndex(static record => record.Type is DnsType.TXT));
        }),
    ];

    private static IEnumerable<ZoneCase> WrongKeys() =>
    [
        new("no-zone-flag", Outcome.Bogus, static zone => UseKey(zone, zone.Key.As(0))),
        new("revoked", Outcome.Bogus, static zone => UseKey(zone, zone.Key.As(SigningKey.ZoneFlag | SigningKey.RevokedFlag))),
        new("protocol", Outcome.Bogus, static zone => UseKey(zone, zone.Key.As(SigningKey.ZoneFlag, protocol: 4))),
        new("key-missing", Outcome.Bogus, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Keys.Remove(zone.Key);
        }),
        new("key-twins", Outcome.Proved, static zone =>
        {
            // A key of the same tag before the right one.
            zone.AddText(Bob, Value);
            zone.Keys.Insert(0, zone.Key.Impostor());
            zone.Keys.Insert(0, zone.Entry.Impostor());
        }),
        new("key-twin-alone", Outcome.Bogus, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Keys[1] = zone.Key.Impostor();
        }),
        new("many-keys", Outcome.Proved, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.Keys.AddRange(Enumerable.Range(0, 8).Select(i => SigningKey.Make(DnssecOf(i))));
        }),
    ];

    private static IEnumerable<ZoneCase> Links() =>
    [
        Linked("ds-sha384", Outcome.Proved, static zone => [zone.Entry.Delegation(zone.Name, digestType: 4)]),
        Linked("ds-both", Outcome.Proved, static zone => [zone.Entry.Delegation(zone.Name), zone.Entry.Delegation(zone.Name, digestType: 4)]),
        Linked("ds-second", Outcome.Proved, static zone => [SigningKey.Make(zone.Entry.Algorithm).Delegation(zone.Name), zone.Entry.Delegation(zone.Name)]),
        Linked("ds-other-key", Outcome.Bogus, static zone => [SigningKey.Make(zone.Entry.Algorithm).Delegation(zone.Name)]),
        Linked("ds-digest", Outcome.Bogus, static zone => [Changed(zone.Entry.Delegation(zone.Name), static data => data[^1] ^= 1)]),
        Linked("ds-tag", Outcome.Bogus, static zone => [Changed(zone.Entry.Delegation(zone.Name), static data => data[1] ^= 1)]),
        Linked("ds-algorithm", Outcome.Bogus, static zone => [Changed(zone.Entry.Delegation(zone.Name), static data => data[2] = data[2] == 13 ? (byte)15 : (byte)13)]),
        Linked("ds-unknown-algorithm", Outcome.Insecure, static zone => [Changed(zone.Entry.Delegation(zone.Name), static data => data[2] = 200)]),
        Linked("ds-unknown-digest", Outcome.Insecure, static zone => [Changed(zone.Entry.Delegation(zone.Name), static data => data[3] = 200)]),
        Linked("ds-of-zone-key", Outcome.Bogus, static zone => [zone.Key.Delegation(zone.Name)]),
        new("ds-and-nothing-signed", Outcome.Bogus, static zone =>
        {
            zone.AddText(Bob, Value);
            zone.IsSigned = false;
        }),
        new("mixed", Outcome.Proved, static zone =>
        {
            // The key set by one algorithm, all else by another.
            zone.AddText(Bob, Value);
            zone.Key = SigningKey.Make(zone.Key.Algorithm is DnssecAlgorithm.Ed25519 ? DnssecAlgorithm.EcdsaP256 : DnssecAlgorithm.Ed25519);
            zone.Keys[1] = zone.Key;
        }),
        new("cut", Outcome.Insecure, static zone =>
        {
            var child = new ZoneBuilder(zone.Child("_tox"), zone.Entry, zone.Key, zone.Now) { IsSigned = false };
            child.AddText("bob", Value);
            zone.Children.Add(child);
            zone.Records.Add(new DnsRecord(child.Name, DnsType.NS, ZoneBuilder.Ttl, DnsName.Parse("ns.gen").Wire));
        }),
    ];

    private static IEnumerable<ZoneCase> Aliases() =>
    [
        new("alias", Outcome.Proved, static zone =>
        {
            zone.AddAlias(Bob, zone.Child("robert"));
            zone.AddText("robert", Value);
        }),
        new("alias-long", Outcome.Proved, static zone =>
        {
            zone.AddAlias(Bob, zone.Child("a"));
            zone.AddAlias("a", zone.Child("b"));
            zone.AddAlias("b", zone.Child("c"));
            zone.AddText("c", Value);
        }),
        new("alias-bare", Outcome.Bogus, static zone =>
        {
            zone.AddAlias(Bob, zone.Child("robert"));
            zone.AddText("robert", Value);
            zone.Finishing = static records => records.RemoveAll(static record => IsSignature(record, DnsType.CNAME));
        }),
        new("alias-changed", Outcome.Bogus, static zone =>
        {
            zone.AddAlias(Bob, zone.Child("robert"));
            zone.AddText("robert", Value);
            zone.AddText("mallory", Value);
            zone.Finishing = records => records[records.FindIndex(static record => record.Type is DnsType.CNAME)] =
                new DnsRecord(zone.Child(Bob), DnsType.CNAME, ZoneBuilder.Ttl, zone.Child("mallory").Wire);
        }),
        new("alias-to-bare", Outcome.Bogus, static zone =>
        {
            zone.AddAlias(Bob, zone.Child("robert"));
            zone.AddText("robert", Value);
            zone.Finishing = static records => records.RemoveAll(static record => IsSignature(record, DnsType.TXT));
        }),
        Aliased("alias-to-good", Outcome.Proved, "good"),
        Aliased("alias-to-unsigned", Outcome.Insecure, "unsigned"),
        Aliased("alias-to-expired", Outcome.Bogus, "expired"),
        new("redirection", Outcome.Proved, static zone =>
        {
            zone.AddAlias("_tox", zone.Child("names"), DnsType.DNAME);
            zone.AddText("bob.names", Value);
        }),
        new("redirection-bare", Outcome.Bogus, static zone =>
        {
            zone.AddAlias("_tox", zone.Child("names"), DnsType.DNAME);
            zone.AddText("bob.names", Value);
            zone.Finishing = static records => records.RemoveAll(static record => IsSignature(record, DnsType.DNAME));
        }),
    ];

    private static IEnumerable<ZoneCase> Wildcards() =>
    [
        new("wild", Outcome.Proved, static zone => zone.AddText("*._tox", Value)),
        new("wild-high", Outcome.Proved, static zone => zone.AddText("*", Value)),
        new("wild-alias", Outcome.Proved, static zone =>
        {
            zone.AddAlias("*._tox", zone.Child("robert"));
            zone.AddText("robert", Value);
        }),
        new("wild-unshown", Outcome.Bogus, static zone =>
        {
            zone.AddText("*._tox", Value);
            zone.Finishing = static records => records.RemoveAll(static record => record.Type is DnsType.NSEC || IsSignature(record, DnsType.NSEC));
        }),
        new("wild-unsigned-denial", Outcome.Bogus, static zone =>
        {
            zone.AddText("*._tox", Value);
            zone.Finishing = static records => records.RemoveAll(static record => IsSignature(record, DnsType.NSEC));
        }),
    ];

    private static ZoneCase Spoiled(string label, Action<SignatureDraft> spoil) => new(label, Outcome.Bogus, zone =>
    {
        zone.AddText(Bob, Value);
        zone.Drafting = OfBob(spoil);
    });

    private static ZoneCase Finished(string label, Action<List<DnsRecord>> finish) => new(label, Outcome.Bogus, zone =>
    {
        zone.AddText(Bob, Value);
        zone.Finishing = finish;
    });

    private static ZoneCase Linked(string label, Outcome expected, Func<ZoneBuilder, IReadOnlyList<DnsRecord>> delegations) => new(label, expected, zone =>
    {
        zone.AddText(Bob, Value);
        zone.Delegations = delegations;
    });

    /// <summary>To the same name in the zone that another case builds with the same algorithm.</summary>
    private static ZoneCase Aliased(string label, Outcome expected, string other) => new(label, expected, zone =>
    {
        var algorithm = zone.Name.ToString().Split('.')[0].Split('-')[^1];
        zone.AddAlias(Bob, ZoneCase.Question(DnsName.Parse($"{other}-{algorithm}.gen")));
    });

    private static void UseKey(ZoneBuilder zone, SigningKey key)
    {
        zone.AddText(Bob, Value);
        zone.Key = key;
        zone.Keys[1] = key;
    }

    private static Action<SignatureDraft> OfBob(Action<SignatureDraft> change) => draft =>
    {
        if (draft.Type is DnsType.TXT)
        {
            change(draft);
        }
    };

    private static DnsRecord ExpiredSignature(ZoneBuilder zone, List<DnsRecord> records)
    {
        var texts = records.Where(static record => record.Type is DnsType.TXT).ToList();
        var draft = zone.Draft(texts[0].Owner, DnsType.TXT);
        draft.Expiration = draft.Inception.AddHours(1);
        return draft.Sign(texts);
    }

    private static DnssecAlgorithm DnssecOf(int i) =>
        i % 2 == 0 ? DnssecAlgorithm.EcdsaP256 : DnssecAlgorithm.Ed25519;

    private static bool IsSignature(DnsRecord record, DnsType covered) =>
        record.Type is DnsType.RRSIG && SignatureData.TryRead(record, out var signature) && signature.Covers == covered;

    private static void Change(List<DnsRecord> records, DnsType type, DnsType? covered, Action<byte[]> change) => Replace(records, type, covered, data =>
    {
        change(data);
        return data;
    });

    private static void Replace(List<DnsRecord> records, DnsType type, DnsType? covered, Func<byte[], byte[]> change)
    {
        var at = records.FindIndex(record => record.Type == type && (covered is null || IsSignature(record, covered.Value)));
        records[at] = records[at] with { Data = change(records[at].Data.ToArray()) };
    }

    private static DnsRecord Changed(DnsRecord record, Action<byte[]> change)
    {
        var data = record.Data.ToArray();
        change(data);
        return record with { Data = data };
    }
}
