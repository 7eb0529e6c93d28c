using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What one contact costs and gives.</summary>
/// <param name="Key">Whose.</param>
/// <param name="Envelopes">Held that it handed over.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="InToday">Bytes taken from it since midnight UTC.</param>
/// <param name="OutToday">Bytes handed to it since midnight UTC.</param>
/// <param name="LastSync">When offers last came from it.</param>
internal readonly record struct ContactUsage(PublicKey Key, int Envelopes, long Bytes, long InToday, long OutToday, DateTimeOffset? LastSync);
