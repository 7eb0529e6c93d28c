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

    /// <summary>What it was offered and was handed.</summary>
    public ConcurrentDictionary<EnvelopeId, (EnvelopeOffer Offer, byte[] Bytes)> Held { get; } = new();

    /// <summary>Every envelope that any contact asked for.</summary>
    public ConcurrentQueue<EnvelopeId> Wanted { get; } = new();

    /// <summary>What it hands out when it is asked for an envelope: nothing until the test says.</summary>
    public Func<EnvelopeId, byte[]?> Answer { get; set; } = static _ => null;

    private ConcurrentDictionary<EnvelopeId, EnvelopeOffer> Offers { get; } = new();

    public async Task OfferAsync(PublicKey to, params EnvelopeOffer[] offers) => await SendAsync(to, new Frame.Offer(++_upTo, offers));

    public Task SendAsync(PublicKey to, Frame frame) => Tox.SendAsync(to, FrameCodec.Write(frame));

    public Task SendFileAsync(PublicKey to, byte[] file) => Tox.SendFileAsync(to, WireFormat.EnvelopesKind, RandomNumberGenerator.GetBytes(32), new MemoryStream(file));

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
                    await SendAsync(friend.Key, new Frame.Hello(1, 1, 1_000_000, DateTimeOffset.UnixEpoch.ToUnixTimeSeconds(), "liar") { Relay = new NeighbourHello(7, 0, 0, 0) });
                    break;
                case ToxEvent.FriendRequest request:
                    Tox.Handled(request);
                    await Tox.AddFriendAsync(request.Key);
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
        if (FrameCodec.Read(packet.Data, out var frame) != FrameReading.Ok)
        {
            return;
        }

        if (frame is Frame.Offer { Offers: { Count: > 0 } offers })
        {
            foreach (var offer in offers)
            {
                Offers[offer.Id] = offer;
            }

            await SendAsync(packet.Key, new Frame.Want([.. offers.Select(static offer => offer.Id)]));
        }
        else if (frame is Frame.Want want)
        {
            foreach (var id in want.Ids)
            {
                Wanted.Enqueue(id);
            }

            byte[] file = [.. want.Ids.SelectMany(id => Answer(id) ?? [])];
            if (file.Length > 0)
            {
                await SendFileAsync(packet.Key, file);
            }
        }
    }

    private async Task TakeAsync(IncomingTransfer transfer)
    {
        var file = new MemoryStream();
        await transfer.AcceptAsync(file, 0);
        if (transfer.Kind == WireFormat.EnvelopesKind && await transfer.Completion == TransferEnd.Finished)
        {
            foreach (var (header, bytes) in EnvelopeFile.Read(file.ToArray(), out _))
            {
                Held[header.Id] = (Offers[header.Id], bytes.ToArray());
            }
        }
    }
}
