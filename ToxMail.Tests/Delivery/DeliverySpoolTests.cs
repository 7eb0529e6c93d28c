using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>What delivery keeps beside the store and throws away when its time is over.</summary>
public sealed class DeliverySpoolTests
{
    [Fact]
    public async Task Compressed_bodies_stay_while_their_mail_may_still_be_sent_and_not_longer()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        await desk.Parcels.WriteAsync(mail, file => file.WriteAsync(new byte[10], TemporaryStore.Ct).AsTask());
        foreach (var file in Directory.EnumerateFiles(desk.Store.Directory.Spool, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, desk.Store.Time.GetUtcNow().UtcDateTime);
        }

        var spool = new DeliverySpool(new IncomingSpool(desk.Store.Directory, new MailOptions()), desk.Parcels, new DeliveryOptions(), desk.Store.Time);

        desk.Store.Time.Advance(TimeSpan.FromDays(7));
        spool.Sweep();
        Assert.True(desk.Parcels.Has(mail));
        desk.Store.Time.Advance(TimeSpan.FromSeconds(1));
        spool.Sweep();
        Assert.False(desk.Parcels.Has(mail));
    }
}
