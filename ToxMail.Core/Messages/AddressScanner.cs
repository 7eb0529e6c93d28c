using System.Text;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>
/// Finds the addresses in the value of an address field (RFC 5322 3.4 and its obsolete forms 4.4), wherever they stand: in angle
/// brackets, groups, behind broken display names. It tells places, so that the octets around an address can stay as they are.
/// </summary>
internal static class AddressScanner
{
    internal static List<FoundAddress> Scan(ReadOnlySpan<byte> value)
    {
        var tokens = Tokens(value);
        var beforeBracket = BeforeBracket(tokens);
        var found = new List<FoundAddress>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != AddressTokenKind.At)
            {
                continue;
            }

            var first = FirstOfLocalPart(tokens, value, at);
            var (lastAt, last) = LastOfDomain(tokens, value, at);
            if (first < at && last > lastAt)
            {
                found.Add(Found(tokens, value, first, lastAt, last, beforeBracket[last]));
            }

            at = last;
        }

        return found;
    }

    private static List<AddressToken> Tokens(ReadOnlySpan<byte> value)
    {
        var tokenizer = new AddressTokenizer(value);
        var tokens = new List<AddressToken>();
        for (var token = tokenizer.Next(); token.Kind != AddressTokenKind.End; token = tokenizer.Next())
        {
            tokens.Add(token);
        }

        return tokens;
    }

    // For each token: does an opening bracket follow before the mailbox ends? One pass from the right keeps this linear.
    private static bool[] BeforeBracket(List<AddressToken> tokens)
    {
        var before = new bool[tokens.Count];
        var bracket = false;
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            before[i] = bracket;
            bracket = tokens[i].Kind switch
            {
                AddressTokenKind.Less => true,
                AddressTokenKind.Greater or AddressTokenKind.Separator => false,
                _ => bracket,
            };
        }

        return before;
    }

    private static int FirstOfLocalPart(List<AddressToken> tokens, ReadOnlySpan<byte> value, int at)
    {
        var first = at;
        while (first > 0 && tokens[first - 1].IsWord && (first == at || AreJoined(tokens, value, first - 1)))
        {
            first--;
        }

        return first;
    }

    // a@b@c is taken as one address that cannot be right, never as two that overlap.
    private static (int LastAt, int Last) LastOfDomain(List<AddressToken> tokens, ReadOnlySpan<byte> value, int at)
    {
        var last = at;
        while (last + 1 < tokens.Count)
        {
            var next = tokens[last + 1].Kind;
            if (next == AddressTokenKind.At)
            {
                at = ++last;
            }
            else if (last == at ? next is AddressTokenKind.Atom or AddressTokenKind.Literal : next == AddressTokenKind.Atom && AreJoined(tokens, value, last))
            {
                last++;
            }
            else
            {
                break;
            }
        }

        return (at, last);
    }

    // RFC 5322 4.4 allows white space and comments around the dots: john . smith@example.org.
    private static bool AreJoined(List<AddressToken> tokens, ReadOnlySpan<byte> value, int left) =>
        (tokens[left].Kind == AddressTokenKind.Atom && value[tokens[left].End - 1] == '.')
        || (tokens[left + 1].Kind == AddressTokenKind.Atom && value[tokens[left + 1].Start] == '.');

    private static FoundAddress Found(
        List<AddressToken> tokens, ReadOnlySpan<byte> value, int first, int lastAt, int last, bool inDisplayName)
    {
        var local = Text(tokens, value, first, lastAt);
        var domain = Text(tokens, value, lastAt + 1, last + 1);
        var start = tokens[first].Start;
        var foldAt = first > 0 && tokens[first - 1].Kind == AddressTokenKind.Less ? tokens[first - 1].Start : start;
        _ = MailAddress.TryCreate(local, domain, out var address);
        return new FoundAddress(start, tokens[last].End, foldAt, inDisplayName, address);
    }

    private static string Text(List<AddressToken> tokens, ReadOnlySpan<byte> value, int first, int end)
    {
        var text = new StringBuilder();
        for (var i = first; i < end; i++)
        {
            var token = tokens[i];
            text.Append(token.Kind == AddressTokenKind.Quoted
                ? Unquoted(value[(token.Start + 1)..(token.End - 1)])
                : Encoding.UTF8.GetString(value[token.Start..token.End]));
        }

        return text.ToString();
    }

    private static string Unquoted(ReadOnlySpan<byte> quoted)
    {
        var octets = new List<byte>(quoted.Length);
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] is (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            i += quoted[i] == '\\' && i + 1 < quoted.Length ? 1 : 0;
            octets.Add(quoted[i]);
        }

        return Encoding.UTF8.GetString([.. octets]);
    }
}
