using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A contact removed here that may still be a friend in the Tox profile, which is saved a moment later: it must not be taken for a friend of another Tox client.</summary>
internal sealed class RemovedContact
{
    public required PublicKey PublicKey { get; init; }
}
