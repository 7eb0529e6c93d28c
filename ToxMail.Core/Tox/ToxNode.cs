using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>
/// This node on the Tox network. One thread owns libtoxcore; every method may be called from anywhere and is carried out there,
/// at once even when the engine sleeps. What the network brings is read from <see cref="Events"/>.
/// </summary>
public sealed class ToxNode : IAsyncDisposable
{
    /// <summary>Packets of one friend that may wait for the program; more are dropped, so that no contact can fill our memory.</summary>
    private const int MaxPacketsPerFriend = 4096;

    /// <summary>The same for files it offers, taken back ones too; libtoxcore itself lets no more be open at once.</summary>
    private const int MaxOffersPerFriend = 256;
    private const int MaxRequests = 64;

    private readonly Channel<ToxEvent> _events = Channel.CreateUnbounded<ToxEvent>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly Version _version;
    private readonly ToxEngine _engine;
    private readonly ProfileKeeper _profile;
    private readonly ToxLoop _loop;
    private readonly Bootstrapper _bootstrapper;
    private int _disposed;

    /// <summary>Loads the profile, or makes a new identity and saves it; nothing is sent before <see cref="Start"/>.</summary>
    /// <exception cref="ToxUnavailableException">No usable library, profile or network; the message says what to do.</exception>
    public ToxNode(ToxOptions options, ToxProfile profile, TimeProvider time, ILogger<ToxNode> logger)
    {
        _version = ToxcoreLibrary.Load();
        ToxNodeLog.Warn(logger, ToxcoreLibrary.Warning(_version));
        _engine = new ToxEngine(this, options, profile.Load(), _events.Writer, time, logger);
        Id = _engine.Instance.Id;
        Status = Snapshot();
        if (!profile.Exists)
        {
            SaveFirst(profile);
        }

        _profile = new ProfileKeeper(profile, _engine, time, logger);
        _loop = new ToxLoop(_engine, _profile, time, logger);
        _bootstrapper = new Bootstrapper(this, options, time, logger);
    }

    /// <summary>The address others add.</summary>
    public ToxId Id { get; }

    /// <summary>The engine's state when it last changed.</summary>
    public ToxStatus Status { get; private set; }

    /// <summary>For the one reader of this node. Call <c>Handled</c> after each packet, offer and request.</summary>
    public ChannelReader<ToxEvent> Events => _events.Reader;

    /// <summary>What contacts call themselves, apart from the events because only the latest counts.</summary>
    public FriendNames Names { get; } = new();

    internal Backlog Packets { get; } = new(MaxPacketsPerFriend);

    internal Backlog Offers { get; } = new(MaxOffersPerFriend);

    /// <summary>Of all strangers together, because anybody can have as many keys as he likes.</summary>
    internal Backlog Requests { get; } = new(MaxRequests);

    public void Start()
    {
        _loop.Start();
        _bootstrapper.Start();
    }

    /// <summary>Gives back a packet's place in its sender's backlog.</summary>
    public void Handled(ToxEvent.Packet packet) => Packets.Release(packet.Key);

    /// <summary>The same for an offer, once it is answered or on its way to be.</summary>
    public void Handled(ToxEvent.FileOffer offer) => Offers.Release(offer.Transfer.Sender);

    /// <summary>The same for a stranger's request.</summary>
    public void Handled(ToxEvent.FriendRequest _) => Requests.Release(Id.PublicKey);

    /// <summary>Lets somebody compute with the secret of the Tox key, which is overwritten afterwards.</summary>
    internal Task<T> WithSecretKeyAsync<T>(Func<byte[], T> use) => RunAsync(engine =>
    {
        var secret = GC.AllocateArray<byte>(PublicKey.Size, pinned: true);
        try
        {
            engine.Instance.CopySecretKey(secret);
            return use(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    });

    /// <summary>All friends of the profile.</summary>
    public Task<IReadOnlyList<PublicKey>> GetFriendsAsync() => RunAsync(static engine => engine.Friends.Keys);

    /// <summary>Adds a friend and sends the request; libtoxcore repeats it until the other side answers.</summary>
    /// <param name="id">Whom to ask.</param>
    /// <param name="message">1 to 900 bytes of UTF-8: longer ones are lost on the way (c-toxcore#2719).</param>
    /// <returns>False when libtoxcore refuses.</returns>
    public Task<bool> RequestFriendAsync(ToxId id, string message) => RunAsync(engine =>
    {
        engine.ProfileChanged = true;
        return engine.Friends.Request(id, Encoding.UTF8.GetBytes(message));
    });

    /// <summary>Adds a friend without a request: to accept theirs.</summary>
    public Task<bool> AddFriendAsync(PublicKey key) => RunAsync(engine =>
    {
        engine.ProfileChanged = true;
        return engine.Friends.Add(key);
    });

    /// <summary>Forgets a friend; the other side is not told.</summary>
    public Task RemoveFriendAsync(PublicKey key) => RunAsync(engine => engine.RemoveFriend(key));

    /// <summary>Writes the profile to the disk now.</summary>
    /// <returns>False when that failed; it is then tried again by itself.</returns>
    public Task<bool> SaveProfileAsync() => RunAsync(_ => _profile.SaveNow());

    /// <summary>Sends one lossless packet, first byte 160 to 191, at most 1,373 bytes; order is kept.</summary>
    /// <returns>True when libtoxcore took it, which does not mean that it arrives.</returns>
    public async Task<bool> SendAsync(PublicKey key, byte[] packet)
    {
        var sent = await RunAsync(engine => engine.Friends.TryNumber(key, out var friend) ? engine.Packets.Send(friend, packet) : Task.FromResult(false));
        return await sent;
    }

    /// <summary>Offers a file. The stream must be seekable with a known length; the transfer owns it from here on.</summary>
    /// <returns>Null when the friend is offline or has too many transfers; the stream is disposed then.</returns>
    public async Task<OutgoingTransfer?> SendFileAsync(PublicKey key, uint kind, byte[] fileId, Stream source)
    {
        var transfer = await RunAsync(engine => engine.Friends.TryNumber(key, out var friend) ? engine.Outgoing.Start(key, friend, kind, fileId, source) : null);
        if (transfer is null)
        {
            await source.DisposeAsync();
        }

        return transfer;
    }

    /// <summary>Ends a transfer at both sides.</summary>
    public Task CancelAsync(OutgoingTransfer transfer) => RunAsync(engine => engine.Outgoing.Cancel(transfer));

    /// <summary>Tells contacts that we go, saves the profile and ends the thread; once, however often it is called.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _bootstrapper.DisposeAsync();
        await _loop.DisposeAsync();
        _events.Writer.TryComplete();
    }

    internal Task RunAsync(Action<ToxEngine> command) => RunAsync(engine =>
    {
        command(engine);
        return true;
    });

    /// <exception cref="OperationCanceledException">The node has ended.</exception>
    internal Task<T> RunAsync<T>(Func<ToxEngine, T> command)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Post(engine =>
        {
            try
            {
                if (engine is null)
                {
                    result.SetCanceled();
                }
                else
                {
                    result.SetResult(command(engine));
                }
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        });
        return result.Task;
    }

    /// <summary>Called on the engine's thread when its own connection changes.</summary>
    internal void ConnectionChanged()
    {
        Status = Snapshot();
        _bootstrapper.ConnectionChanged();
    }

    internal void ClockJumped() => _bootstrapper.NetworkChanged();

    private ToxStatus Snapshot() =>
        new(_engine.Connection, _engine.Instance.DhtKey, _engine.Instance.UdpPort, _engine.Instance.TcpRelayPort, _version);

    /// <summary>An identity that cannot be kept must not be used, nor hold its port.</summary>
    private void SaveFirst(ToxProfile profile)
    {
        try
        {
            profile.Save(_engine.Instance.GetSavedata());
        }
        catch
        {
            _engine.Instance.Dispose();
            throw;
        }
    }
}
