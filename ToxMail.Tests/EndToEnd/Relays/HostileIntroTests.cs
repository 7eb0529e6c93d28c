using System.Security.Cryptography;
using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Intros;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>First letters that are unpaid, in somebody else's name, altered, repeated, or too many.</summary>
public sealed class HostileIntroTests : IAsyncLifetime
{
    private static readonly RelayOptions Quick = new() { InjectAfter = TimeSpan.Zero, Tick = TimeSpan.FromSeconds(1), MaxWantDelay = TimeSpan.FromMilliseconds(200) };

    private readonly MailIdentity _mallory = MailIdentity.Create();
    private readonly byte[] _toxSecret = RandomNumberGenerator.GetBytes(32);
    private InProcessNode _sarah = null!;
    private LyingRelay _liar = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PublicKey Sarah => _sarah.Own.PublicKey;

    private ToxId Mallory => new(new PublicKey(Curve25519.PublicOf(_toxSecret)), 7);

    public async ValueTask InitializeAsync()
    {
        _sarah = await InProcessNode.StartAsync(InProcessNode.Options(0, null), relay: Quick);
        _liar = new LyingRelay(_sarah.AsBootstrapNode());
        await _sarah.Store.Contacts.AddAsync(new Recipient.ById(_liar.Tox.Id), "liar", null, Ct);
        await NodePair.UntilAsync(async () => await _sarah.Store.Contacts.FindAsync(_liar.Tox.Id.PublicKey, Ct) is { Connection: not LinkKind.None, IsToxMail: true });
    }

    public async ValueTask DisposeAsync()
    {
        await _liar.DisposeAsync();
        await _sarah.DisposeAsync();
        _mallory.Dispose();
    }

    [Fact]
    public async Task Those_in_a_false_name_or_altered_reach_nobody_and_few_of_the_unpaid_are_asked_for()
    {
        var sarah = MailCard.Parse(_sarah.Cards.Own)!;
        var letter = Letter("hello", Mallory);
        var genuine = Seal(letter, sarah, _toxSecret);
        var inSarahsName = Seal(letter with { From = MailCard.Of(_mallory, sarah.Tox) }, sarah, _toxSecret);
        var inAnothersName = Seal(letter with { From = MailCard.Of(_mallory, _liar.Tox.Id) }, sarah, _toxSecret);
        var inAStrangersName = Seal(letter with { From = MailCard.Of(_mallory, new ToxId(new PublicKey(Curve25519.PublicOf(RandomNumberGenerator.GetBytes(32))), 7)) }, sarah, _toxSecret);
        byte[] altered = [.. genuine];
        altered[3000] ^= 1;

        // What is paid for is carried, be it what it may.
        await HandOverAsync([inSarahsName, inAnothersName, inAStrangersName, altered]);
        await NodePair.UntilAsync(async () => (await _sarah.Relay.UsageAsync(Ct)).Envelopes == 4);

        // Of all intros no more than 50 a day are asked for.
        await HandOverAsync([.. Enumerable.Range(0, 60).Select(_ => Unpaid(genuine))]);
        await NodePair.UntilAsync(() => Task.FromResult(_liar.Wanted.Count >= 50));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Ct);
        Assert.Equal(50, _liar.Wanted.Distinct().Count());
        Assert.Equal(4, (await _sarah.Relay.UsageAsync(Ct)).Envelopes);
        Assert.Empty(await _sarah.Store.Contacts.ListRequestsAsync(Ct));
        Assert.Empty(await _sarah.Store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task A_letter_waits_for_the_user_and_becomes_mail_once()
    {
        var sarah = MailCard.Parse(_sarah.Cards.Own)!;
        var letter = Letter("hello", Mallory);
        var genuine = Seal(letter, sarah, _toxSecret);
        await HandOverAsync([genuine]);
        await NodePair.UntilAsync(async () => (await _sarah.Store.Contacts.ListRequestsAsync(Ct)).Count > 0);

        // The same letter in an envelope of its own, as after a crash of the sender.
        await HandOverAsync([genuine, Seal(letter, sarah, _toxSecret)]);
        await NodePair.UntilAsync(async () => (await _sarah.Relay.UsageAsync(Ct)).Envelopes == 2);
        var request = Assert.Single(await _sarah.Store.Contacts.ListRequestsAsync(Ct));
        Assert.Equal((Mallory.PublicKey, "Mallory", "hello: How do you do?"), (request.PublicKey, request.Name, request.Message));
        Assert.Empty(await _sarah.Store.Inbox.SnapshotAsync(Ct));

        Assert.Equal(ContactCommandResult.Done, await _sarah.Store.Contacts.AcceptAsync(Mallory.PublicKey, "mallory", Ct));
        await NodePair.UntilAsync(async () => (await _sarah.Store.Inbox.SnapshotAsync(Ct)).Count > 0);
        await HandOverAsync([Seal(letter, sarah, _toxSecret)]);
        await NodePair.UntilAsync(async () => (await _sarah.Relay.UsageAsync(Ct)).Envelopes == 3);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ct);
        var mail = Assert.Single((await _sarah.Store.Inbox.ListAsync(0, 10, Ct)).Entries);
        Assert.Equal(("hello", Mallory.PublicKey, MailVia.Relay), (mail.Subject, mail.SenderKey!.Value, mail.Via));

        // A letter with other mail keys is not the contact's, whoever holds the Tox key.
        using var other = MailIdentity.Create();
        await HandOverAsync([Seal(Letter("other", Mallory) with { From = MailCard.Of(other, Mallory) }, sarah, _toxSecret, other)]);
        await NodePair.UntilAsync(async () => (await _sarah.Relay.UsageAsync(Ct)).Envelopes == 4);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ct);
        Assert.Single(await _sarah.Store.Inbox.SnapshotAsync(Ct));
        Assert.True((await _sarah.Store.Contacts.FindAsync(Mallory.PublicKey, Ct))!.Card!.HasKeysOf(MailCard.Of(_mallory, Mallory).ToContactCard()));
    }

    [Fact]
    public async Task A_card_with_keys_that_are_not_its_owners_is_noticed_when_he_shows_his_own()
    {
        await using var alice = await InProcessNode.StartAsync(InProcessNode.Options(1, _sarah.AsBootstrapNode()), relay: Quick);
        await NodePair.UntilAsync(() => Task.FromResult(alice.Cards.Own is not null));
        var forged = MailCard.Of(_mallory, _sarah.Own.Id).ToContactCard();
        Assert.IsType<AddContactResult.Added>(await alice.Store.Contacts.AddAsync(forged, "sarah", null, Ct));
        await _sarah.Store.Contacts.AddAsync(MailCards.Read(alice.Cards.Own!, out _)!, "alice", null, Ct);

        await NodePair.UntilAsync(async () => (await alice.Relay.KeysAsync(Ct)).GetValueOrDefault(Sarah) == MailKeysState.Changed);

        Assert.True((await alice.Store.Contacts.FindAsync(Sarah, Ct))!.Card!.HasKeysOf(forged));
        await alice.Relay.AcceptKeysAsync(Sarah, Ct);
        await NodePair.UntilAsync(async () => (await alice.Relay.KeysAsync(Ct)).GetValueOrDefault(Sarah) == MailKeysState.Agreed);
        await NodePair.UntilAsync(async () => (await alice.Store.Contacts.FindAsync(Sarah, Ct))!.Card!.HasKeysOf(MailCard.Parse(_sarah.Cards.Own)!.ToContactCard()));
    }

    private async Task HandOverAsync(IReadOnlyList<byte[]> envelopes)
    {
        var byId = envelopes.ToDictionary(static envelope => Header(envelope).Id);
        _liar.Answer = byId.GetValueOrDefault;
        foreach (var some in envelopes.Chunk(30))
        {
            await _liar.OfferAsync(Sarah, [.. some.Select(static envelope => Header(envelope) is var header ? new EnvelopeOffer(header.Id, header.Tag, header.Class, true, header.Expiry, 6) : default)]);
        }
    }

    private IntroLetter Letter(string subject, ToxId from)
    {
        var mail = Encoding.ASCII.GetBytes($"From: Mallory <{from.PublicKey}@tox.alt>\r\nSubject: {subject}\r\n\r\nHow do you do?\r\n");
        var header = ParcelCodec.Write(new ParcelHeader { ParcelId = RandomNumberGenerator.GetBytes(16), ReturnAddress = "", Recipients = [], Submitted = TimeProvider.System.GetUtcNow(), IsCompressed = false });
        return new IntroLetter { From = MailCard.Of(_mallory, from), MailId = MailId.New(), Created = DateTimeOffset.FromUnixTimeSeconds(1), Payload = (byte[])[.. header, .. mail] };
    }

    /// <summary>The payload given is the parcel.</summary>
    private byte[] Seal(IntroLetter letter, MailCard to, byte[] toxSecret, MailIdentity? author = null)
    {
        var whole = letter with { Payload = IntroContents.OfParcel(ToxProof.Make(toxSecret, letter.From, to.Keys)!, letter.Payload.Span) };
        return IntroEnvelope.Seal(author ?? _mallory, whole, to.Keys, TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(2), Ct)!.Bytes;
    }

    private static byte[] Unpaid(byte[] genuine)
    {
        byte[] unpaid = [.. genuine];
        do
        {
            RandomNumberGenerator.Fill(unpaid.AsSpan(Envelope.TagOffset));
        }
        while (IntroEnvelope.CheckStamp(unpaid));
        return unpaid;
    }

    private static EnvelopeHeader Header(byte[] envelope) => Envelope.TryReadHeader(envelope, out var header) ? header : throw new InvalidOperationException("No envelope.");
}
