using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;
using ToxMail.Tests.EndToEnd.Relays;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>What a node sends to contacts that take packed bundles, and to those that do not say so.</summary>
public sealed class BundleFormTests
{
    private const int Mails = 3;

    [Fact]
    public async Task Mails_that_wait_together_are_packed_for_who_can_take_it_and_for_nobody_else()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var node = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        await using var old = new LyingRelay(node.AsBootstrapNode());
        await using var able = new LyingRelay(node.AsBootstrapNode()) { Capabilities = HelloCapabilities.PackedBundles };
        foreach (var contact in new[] { old, able })
        {
            await node.Store.Contacts.AddAsync(new Recipient.ById(contact.Tox.Id), null, null, ct);
            for (var i = 0; i < Mails; i++)
            {
                await node.QueueAsync(Mail(i), contact.Key, ct);
            }
        }

        await NodePair.UntilAsync(() => Task.FromResult(!old.Files.IsEmpty && !able.Files.IsEmpty));

        var (oldKind, bundle) = Assert.Single(old.Files);
        Assert.Equal(WireFormat.BundleKind, oldKind);
        Assert.Equal(Mails, Bundle.Read(bundle)!.Count);
        Assert.All(Bundle.Read(bundle)!, static parcel => Assert.NotEqual(parcel[^4..].ToArray(), "end."u8.ToArray()));

        var (kind, packed) = Assert.Single(able.Files);
        Assert.Equal(WireFormat.PackedBundleKind, kind);
        Assert.InRange(packed.Length, 1, bundle.Length * 2 / 3);
        var parcels = Bundle.Read(PackedBundle.Read(packed)!)!;
        Assert.Equal(
            Enumerable.Range(0, Mails).Select(static i => Encoding.ASCII.GetString(Mail(i))),
            parcels.Select(static parcel => Encoding.ASCII.GetString(parcel.Span[ParcelCodec.PrefixLength(parcel.Span)!.Value..])));
    }

    private static byte[] Mail(int number) => Encoding.ASCII.GetBytes($"Subject: {number}\r\n\r\n{string.Concat(Enumerable.Range(0, 400).Select(static i => $"{i} "))} end.");
}
