using Microsoft.Extensions.DependencyInjection;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Web;

/// <summary>A whole node whose names are looked up in a signed DNS of its own.</summary>
public sealed class NamedNode : IAsyncLifetime
{
    private WebNode? _node;

    internal SignedDnsWorld Dns { get; } = new();

    internal WebNode Node => _node ?? throw new InvalidOperationException("Not started.");

    internal NamePins Pins => Node.Store.NamePins;

    internal ToxId OwnId => Node.Services.GetRequiredService<OwnIdentity>().Id;

    /// <summary>The settings of <c>Names</c> that lead a node into this DNS, as keys under <c>ToxMail</c>.</summary>
    internal static Dictionary<string, string> SettingsFor(SignedDnsWorld dns) => dns.TrustAnchors
        .Select((anchor, index) => KeyValuePair.Create($"Names:TrustAnchors:{index}", anchor))
        .Append(KeyValuePair.Create("Names:Resolver", $"tcp://127.0.0.1:{dns.ResolverPort}"))
        .ToDictionary();

    internal static MailAddress Name(string text) => MailAddress.TryParse(text, out var name) ? name : throw new FormatException(text);

    /// <summary>Pins a name to a key made of one number, as if it had been found.</summary>
    internal Task<AddContactResult> PinAsync(string name, byte number, bool proved) => Pins.AddContactAsync(
        new NewPin
        {
            Name = Name(name),
            Id = TemporaryStore.Id(number),
            Proof = proved ? new NameProof("example.test", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, new byte[] { 1 }) : null,
            Why = "a test",
            NextCheckAt = DateTimeOffset.MaxValue,
        },
        null,
        null,
        TestContext.Current.CancellationToken);

    /// <summary>Queues a mail to a name whose Tox ID the user has to confirm.</summary>
    internal async Task ParkAsync(string name, byte number, string subject)
    {
        await using var blob = Node.Store.Blobs.Create();
        await blob.WriteAsync("Subject: a\r\n\r\nb\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await Node.Store.Outbox.AddAsync(
            new NewMail
            {
                Blob = await blob.CommitAsync(TestContext.Current.CancellationToken),
                MessageId = "<1@tox.alt>",
                Subject = subject,
                ReturnPath = "",
                Recipients = [new NewRecipient { Address = name, PublicKey = TemporaryStore.Key(number), State = DeliveryState.AwaitingConfirmation, FoundNospam = 7, Why = "Nothing proves the Tox ID that was found." }],
            },
            TestContext.Current.CancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await Dns.InitializeAsync();
        _node = new WebNode([.. SettingsFor(Dns).Select(setting => $"--ToxMail:{setting.Key}={setting.Value}")]);
        await _node.InitializeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await Dns.DisposeAsync();
    }
}
