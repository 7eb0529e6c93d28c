using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Store;

namespace ToxMail.Core.Smtp;

/// <summary>Rewrites the headers of a submitted mail with the user's own aliases at hand.</summary>
internal sealed class SubmissionRewriter(Contacts contacts, OwnNames names, OwnIdentity own, TimeProvider time)
{
    /// <summary>
    /// The aliases are in the database and the rewriting does not wait: so it runs once to learn which ones it asks for, and only if there are any, again.
    /// </summary>
    internal async Task<SubmissionResult> RewriteAsync(ReadOnlyMemory<byte> header, CancellationToken cancellationToken)
    {
        var asked = new Dictionary<string, PublicKey?>(StringComparer.OrdinalIgnoreCase);
        var result = Rewrite(header, alias => asked[alias] = null);
        if (asked.Count == 0)
        {
            return result;
        }

        foreach (var alias in asked.Keys.ToArray())
        {
            asked[alias] = await contacts.FindByAliasAsync(alias, cancellationToken);
        }

        return Rewrite(header, alias => asked.GetValueOrDefault(alias));
    }

    private SubmissionResult Rewrite(ReadOnlyMemory<byte> header, Func<string, PublicKey?> findAlias) =>
        SubmissionHeaders.Rewrite(header, new SubmissionContext { Own = own, FindAlias = findAlias, IsOwnName = names.Owns, Time = time });
}
