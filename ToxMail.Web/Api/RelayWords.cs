using Microsoft.AspNetCore.Http.HttpResults;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>The relay's words in the API, in any case.</summary>
internal static class RelayWords
{
    /// <summary>Takes a contact's own policy away.</summary>
    public const string Default = "default";

    public static RelayMode? Mode(string? word) => Read<RelayMode>(word);

    public static ReceiptPolicy? Policy(string? word) => Read<ReceiptPolicy>(word);

    public static bool IsDefault(string? word) => Default.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The problem with a word that means nothing; null when all is well.</summary>
    public static ProblemHttpResult? Fault(RelayLimitsChange change) => change switch
    {
        { Mode: { } mode } when Mode(mode) is null => Problems.BadRequest("bad-relay-mode", $"\"{mode}\" is no mode: it has to be Contacts, Off or Store."),
        { ReceiptPolicy: { } policy } when Policy(policy) is null => BadPolicy(policy, ""),
        _ => null,
    };

    /// <summary>The same for a contact's terms.</summary>
    public static ProblemHttpResult? Fault(ContactRelayChange terms) =>
        terms.ReceiptPolicy is { } policy && Policy(policy) is null && !IsDefault(policy) ? BadPolicy(policy, ", or default for the node's") : null;

    /// <summary>What to settle with the contact.</summary>
    public static RelayTermsChange Read(ContactRelayChange terms) => new()
    {
        Carry = terms.Carry,
        IsHidden = terms.Hidden,
        OwnMail = terms.OwnMail,
        IsStore = terms.Store,
        ReceiptPolicy = Policy(terms.ReceiptPolicy),
        ForgetsReceiptPolicy = IsDefault(terms.ReceiptPolicy),
    };

    private static ProblemHttpResult BadPolicy(string word, string more) =>
        Problems.BadRequest("bad-receipt-policy", $"\"{word}\" is no receipt policy: it has to be prompt, guarded or strict{more}.");

    private static T? Read<T>(string? word)
        where T : struct, Enum => Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(word!, ignoreCase: true) : null;
}
