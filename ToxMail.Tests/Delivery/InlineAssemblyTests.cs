using CsCheck;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class InlineAssemblyTests
{
    [Fact]
    public void Parts_of_several_parcels_come_together_whatever_their_sizes() =>
        Gen.Select(Gen.Byte.Array[1, 4000], Gen.Byte.Array[1, 4000], Gen.Int[1, 1331]).Sample(static (one, other, part) =>
        {
            var assembly = new InlineAssembly();
            var whole = new List<byte[]>();
            foreach (var frame in Interleave(Parts(one, part), Parts(other, part)))
            {
                whole.AddRange(assembly.Add(frame) is { } parcel ? [parcel] : []);
            }

            Assert.Equal(2, whole.Count);
            Assert.Contains(one, whole);
            Assert.Contains(other, whole);
        });

    [Fact]
    public void A_part_out_of_order_drops_its_parcel()
    {
        var assembly = new InlineAssembly();
        var parts = Parts(new byte[3000], 1000).ToList();

        Assert.Null(assembly.Add(parts[0]));
        Assert.Null(assembly.Add(parts[2]));
        Assert.Null(assembly.Add(parts[1]));
        Assert.Null(assembly.Add(parts[2]));
    }

    [Fact]
    public void A_part_with_another_total_drops_its_parcel()
    {
        var assembly = new InlineAssembly();
        var parts = Parts(new byte[2000], 1000).ToList();

        Assert.Null(assembly.Add(parts[0]));
        Assert.Null(assembly.Add(parts[1] with { Total = 2001 }));
    }

    private static IEnumerable<Frame.MailPart> Parts(byte[] parcel, int size)
    {
        var digest = DigestBuilder.Of(parcel);
        for (var offset = 0; offset < parcel.Length; offset += size)
        {
            yield return new Frame.MailPart(digest, offset, parcel.Length, parcel.AsMemory(offset, Math.Min(size, parcel.Length - offset)));
        }
    }

    private static IEnumerable<Frame.MailPart> Interleave(IEnumerable<Frame.MailPart> one, IEnumerable<Frame.MailPart> other) =>
        one.Select(static (part, i) => (part, i)).Concat(other.Select(static (part, i) => (part, i))).OrderBy(static entry => entry.i).Select(static entry => entry.part);
}
