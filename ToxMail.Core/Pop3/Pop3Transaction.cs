using System.Globalization;
using ToxMail.Core.Net;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Pop3;

/// <summary>The commands of the TRANSACTION state (RFC 1939 5) on one session's maildrop.</summary>
internal sealed class Pop3Transaction(LineConnection connection, MessageSender sender, Maildrop maildrop)
{
    private long _lastRetrieved;

    /// <summary>What QUIT is to remove.</summary>
    internal IReadOnlyList<long> Deleted => maildrop.Deleted;

    /// <summary>What a login is answered.</summary>
    internal Pop3Reply Welcome => Pop3Replies.Maildrop(maildrop.Count, maildrop.Octets);

    /// <summary>Carries a command out; null when all was said, or the connection ended.</summary>
    internal async ValueTask<Pop3Reply?> AnswerAsync(Pop3Command command, CancellationToken cancellationToken) => command.Verb switch
    {
        Pop3Verb.List => await ListAsync(command, ScanLine, cancellationToken),
        Pop3Verb.Uidl => await ListAsync(command, UniqueIdLine, cancellationToken),
        Pop3Verb.Retr => await RetrieveAsync(command.Numbers(1), cancellationToken),
        Pop3Verb.Top => await TopAsync(command.Numbers(2), cancellationToken),
        Pop3Verb.Dele => Delete(command.Numbers(1)),
        _ => command.Words is [] ? Simple(command.Verb) : Pop3Replies.BadArguments,
    };

    private static string ScanLine(int number, MaildropEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{number} {entry.SizeBytes}");

    private static string UniqueIdLine(int number, MaildropEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{number} {entry.Uid}");

    private Pop3Reply Simple(Pop3Verb verb)
    {
        switch (verb)
        {
            case Pop3Verb.Stat:
                return Pop3Replies.Status(maildrop.Count, maildrop.Octets);
            case Pop3Verb.Rset:
                maildrop.Reset();
                return Welcome;
            default:
                return Pop3Replies.Ok;
        }
    }

    private async Task<Pop3Reply?> ListAsync(Pop3Command command, Func<int, MaildropEntry, string> line, CancellationToken cancellationToken)
    {
        if (command.Words is [])
        {
            var lines = maildrop.Present.Select(message => line(message.Number, message.Entry));
            await MultiLineReply.SendAsync(connection, Pop3Replies.Listing, lines, cancellationToken);
            return null;
        }

        if (command.Numbers(1) is not [var number])
        {
            return Pop3Replies.BadArguments;
        }

        return maildrop.Find(number) is { } entry ? Pop3Replies.Line(line((int)number, entry)) : Pop3Replies.NoSuchMessage;
    }

    private async Task<Pop3Reply?> RetrieveAsync(long[]? arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var number])
        {
            return Pop3Replies.BadArguments;
        }

        if (maildrop.Find(number) is not { } entry)
        {
            return Pop3Replies.NoSuchMessage;
        }

        var refusal = await sender.SendAsync(entry, Pop3Replies.Octets(entry.SizeBytes), cut: null, cancellationToken);
        if (refusal is null && number == _lastRetrieved + 1 && maildrop.Find(number + 1) is { } next)
        {
            await sender.ReadAheadAsync(next, cancellationToken);
        }

        _lastRetrieved = number;
        return refusal;
    }

    private async Task<Pop3Reply?> TopAsync(long[]? arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var number, var lines])
        {
            return Pop3Replies.BadArguments;
        }

        return maildrop.Find(number) is { } entry
            ? await sender.SendAsync(entry, Pop3Replies.MessageFollows, new TopCut(lines), cancellationToken)
            : Pop3Replies.NoSuchMessage;
    }

    private Pop3Reply Delete(long[]? arguments)
    {
        if (arguments is not [var number])
        {
            return Pop3Replies.BadArguments;
        }

        return maildrop.Delete(number) ? Pop3Replies.Deleted : Pop3Replies.NoSuchMessage;
    }
}
