using static ToxMail.Core.Pop3.Pop3Replies;

namespace ToxMail.Core.Pop3;

/// <summary>The legal order of commands (RFC 1939 4-6): for each command, what it is answered in each state; null where it is carried out.</summary>
internal static class Pop3StateTable
{
    private static readonly Dictionary<Pop3Verb, Pop3Reply?[]> Rows = new()
    {
        // in Authorization, in Transaction
        [Pop3Verb.Capa] = [null, null],
        [Pop3Verb.User] = [null, AlreadyLoggedIn],
        [Pop3Verb.Pass] = [null, AlreadyLoggedIn],
        [Pop3Verb.Auth] = [null, AlreadyLoggedIn],
        [Pop3Verb.Utf8] = [null, AlreadyLoggedIn],
        [Pop3Verb.Stls] = [null, AlreadyLoggedIn],
        [Pop3Verb.Stat] = [LoginFirst, null],
        [Pop3Verb.List] = [LoginFirst, null],
        [Pop3Verb.Uidl] = [LoginFirst, null],
        [Pop3Verb.Retr] = [LoginFirst, null],
        [Pop3Verb.Top] = [LoginFirst, null],
        [Pop3Verb.Dele] = [LoginFirst, null],
        [Pop3Verb.Rset] = [LoginFirst, null],
        [Pop3Verb.Noop] = [LoginFirst, null],
        [Pop3Verb.Quit] = [null, null],
        [Pop3Verb.Unknown] = [UnknownCommand, UnknownCommand],
    };

    /// <summary>What a command out of order is answered; null when it is in order.</summary>
    internal static Pop3Reply? Refusal(Pop3Verb verb, Pop3State state) => Rows[verb][(int)state];
}
