using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A relay of our own making: it speaks the protocol on a real link and hands on what the test tells it to. It takes everything it is offered.</summary>
internal sealed class LyingRelay : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-liar-").FullName;
    private readonly Task _listening;
    private ulong _upTo;

    public LyingRelay(BootstrapNode bootstrap)
    {
        Tox = new ToxNode(InProcessNode.Options(1, bootstrap), new ToxProfile(Path.Combine(_folder, "profile.tox")), TimeProvider.System, NullLogger<ToxNode>.Instance);
        Tox.Start();
        _listening = Task.Run(ListenAsync);
    }

    public ToxNode Tox { get; }

    public PublicKey Key => Tox.Id.PublicKey;

    /// <summary>What it was offered and was handed.</summary>
    public ConcurrentDictionary<EnvelopeId, (EnvelopeOffer Offer, byte[] Bytes)> Held { get; } = new();

    /// <summary>Every envelope that any contact asked for.</summary>
    public ConcurrentQueue<EnvelopeId> Wanted { get; } = new();

    /// <summary>Every envelope that any contact offered.</summary>
    public ConcurrentDictionary<EnvelopeId, EnvelopeOffer> Offered { get; } = new();

    /// <summary>Every x it was told.</summary>
    public ConcurrentDictionary<Tombstone, PublicKey> Released { get; } = new();

    /// <summary>What each contact said last when it greeted.</summary>
    public ConcurrentDictionary<PublicKey, NeighbourHello?> Greeted { get; } = new();

    /// <summary>Every frame that it heard, in order.</summary>
    public ConcurrentQueue<Frame> Frames { get; } = new();

    /// <summary>How often it was greeted.</summary>
    public int Greetings { get; private set; }

    /// <summary>Whether it asks for what it is offered.</summary>
    public bool Takes { get; set; } = true;

    /// <summary>Whether it becomes a contact of who asks.</summary>
    public bool Befriends { get; set; } = true;

    /// <summary>What it says it can take beyond envelopes.</summary>
    public HelloCapabilities Capabilities { get; init; }

    /// <summary>Every file that came whole and holds no envelopes.</summary>
    public ConcurrentQueue<(uint Kind, byte[] Bytes)> Files { get; } = new();

    /// <summary>What it hands out when it is asked for an envelope: nothing until the test says.</summary>
    public Func<EnvelopeId, byte[]?> Answer { get; set; } = static _ => null;

    public async Task OfferAsync(PublicKey to, params EnvelopeOffer[] offers) => await SendAsync(to, new Frame.Offer(++_upTo, offers));

    public Task HelloAsync(PublicKey to, NeighbourHello hello) =>
        SendAsync(to, new Frame.Hello(1, 1, 1_000_000, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), "liar") { Relay = hello, Capabilities = Capabilities });

    public Task<bool> SendAsync(PublicKey to, Frame frame) => Tox.SendAsync(to, FrameCodec.Write(frame));

    public Task<OutgoingTransfer?> SendFileAsync(PublicKey to, byte[] file) => Tox.SendFileAsync(to, WireFormat.EnvelopesKind, RandomNumberGenerator.GetBytes(32), new MemoryStream(file));

    public async ValueTask DisposeAsync()
    {
        await Tox.DisposeAsync();
        await _listening;
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListenAsync()
    {
        await foreach (var happened in Tox.Events.ReadAllAsync(CancellationToken.None))
        {
            switch (happened)
            {
                case ToxEvent.FriendConnection { Connection: not ToxConnection.None } friend:
                    await HelloAsync(friend.Key, new NeighbourHello(7, 0, 0, 0));
                    break;
                case ToxEvent.FriendConnection friend:
                    Greeted.TryRemove(friend.Key, out _);
                    break;
                case ToxEvent.FriendRequest request:
                    Tox.Handled(request);
                    if (Befriends)
                    {
                        await Tox.AddFriendAsync(request.Key);
                    }

                    break;
                case ToxEvent.Packet packet:
                    await HearAsync(packet);
                    Tox.Handled(packet);
                    break;
                case ToxEvent.FileOffer offer:
                    _ = TakeAsync(offer.Transfer);
                    Tox.Handled(offer);
                    break;
            }
        }
    }

    private async Task HearAsync(ToxEvent.Packet packet)
    {
        if (FrameCodec.Read(packet.Data, out var frame) != FrameReading.Ok || frame is null)
        {
            return;
        }

        Frames.Enqueue(frame);
        switch (frame)
        {
            case Frame.Hello hello:
                Greeted[packet.Key] = hello.Relay;
                Greetings++;
                break;
            case Frame.Offer { Offers: { Count: > 0 } offers }:
                foreach (var offer in offers)
                {
                    Offered[offer.Id] = offer;
                }

                if (Takes)
                {
                    await SendAsync(packet.Key, new Frame.Want([.. offers.Select(static offer => offer.Id)]));
                }

                break;
            case Frame.Release release:
                foreach (var secret in release.Tombstones)
                {
                    Released[secret] = packet.Key;
                }

                break;
            case Frame.Want want:
                await HandOverAsync(packet.Key, want.Ids);
                break;
        }
    }

    private async Task HandOverAsync(PublicKey to, IReadOnlyList<EnvelopeId> ids)
    {
        var file = new MemoryStream();
        foreach (var id in ids)
        {
            Wanted.Enqueue(id);
            var envelope = Answer(id) ?? [];
            if (file.Length + envelope.Length > WireFormat.MaxEnvelopes)
            {
                await SendFileAsync(to, file.ToArray());
                file = new MemoryStream();
            }

            await file.WriteAsync(envelope);
        }

        if (file.Length > 0)
        {
            await SendFileAsync(to, file.ToArray());
        }
    }

    private async Task TakeAsync(IncomingTransfer transfer)
    {
        var file = new MemoryStream();
        await transfer.AcceptAsync(file, 0);
        if (await transfer.Completion != TransferEnd.Finished)
        {
            return;
        }

        if (transfer.Kind != WireFormat.EnvelopesKind)
        {
            Files.Enqueue((transfer.Kind, file.ToArray()));
        }
        else
        {
            foreach (var (header, bytes) in EnvelopeFile.Read(file.ToArray(), out _))
            {
                Held[header.Id] = (Offered[header.Id], bytes.ToArray());
            }
        }
    }
}
