using ToxMail.Core.Relay.StoreNodes;

namespace ToxMail.Web.Api;

/// <summary>A Tox instance of this store node and its load.</summary>
/// <param name="Number">From 1, the own node.</param>
/// <param name="ToxId">What to give to those who want to join; null while it does not run.</param>
/// <param name="Connection"><c>none</c>, <c>tcp</c> or <c>udp</c>.</param>
/// <param name="Members">Those who joined it.</param>
/// <param name="Full">They are as many as it takes (<c>maxMembers</c>): who asks it for a place hears nothing, so another is to be given out.</param>
/// <param name="Online">Those of them who are here.</param>
/// <param name="InToday">Octets taken from them since midnight UTC.</param>
/// <param name="OutToday">Octets handed to them.</param>
/// <param name="Error">Why it does not run.</param>
internal sealed record InstanceView(int Number, string? ToxId, string Connection, int Members, bool Full, int Online, long InToday, long OutToday, string? Error)
{
    public static InstanceView Of(StoreInstance instance) => new(
        instance.Number, instance.Id?.ToString(), Words.Of(instance.Connection), instance.Members, instance.IsFull, instance.Online, instance.InToday, instance.OutToday, instance.Fault);
}
