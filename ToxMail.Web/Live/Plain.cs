using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Web.Live;

/// <summary>Numbers, times and states as a person says them.</summary>
internal static class Plain
{
    /// <summary>"just now", "5 min ago", "in 2 h", or the date.</summary>
    public static string Time(DateTimeOffset instant, DateTimeOffset now)
    {
        var distance = (now - instant).Duration();
        if (distance < TimeSpan.FromSeconds(45))
        {
            return instant > now ? "in a moment" : "just now";
        }

        var text = distance switch
        {
            { TotalMinutes: < 60 } => $"{Math.Round(distance.TotalMinutes)} min",
            { TotalHours: < 48 } => $"{Math.Round(distance.TotalHours)} h",
            { TotalDays: < 14 } => $"{Math.Round(distance.TotalDays)} days",
            _ => null,
        };
        return text is null ? $"{instant.ToLocalTime():yyyy-MM-dd}" : instant > now ? $"in {text}" : $"{text} ago";
    }

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    public static string Size(long bytes) => SizeText.Of(bytes);

    /// <summary>"1 mail", "2 mails".</summary>
    public static string Count(int number, string one) => Count(number, one, $"{one}s");

    /// <summary>"1 person", "2 people".</summary>
    public static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";

    public static string State(DeliveryState state) => state switch
    {
        DeliveryState.AwaitingContact => "Waiting to be accepted as a contact",
        DeliveryState.AwaitingConfirmation => "Waiting for your confirmation",
        DeliveryState.AwaitingPeer => "Waiting until they are online",
        DeliveryState.Sending => "Being sent now",
        DeliveryState.Relayed => "Handed to relays",
        DeliveryState.Delivered => "Delivered",
        DeliveryState.Failed => "Could not be delivered",
        DeliveryState.Expired => "Given up after waiting too long",
        DeliveryState.Cancelled => "Cancelled",
        _ => state.ToString(),
    };

    /// <summary>The same of a mail whose way matters too.</summary>
    public static string State(OutboxEntry entry) => entry is { State: DeliveryState.Relayed, Via: MailVia.Intro }
        ? "Travels as a first letter, to be accepted"
        : State(entry.State);

    /// <summary>What the recipient of a waiting mail that is too large to be carried knows of it; null of all others.</summary>
    public static string? Explain(OutboxEntry entry) => entry.Announcement switch
    {
        _ when entry.State is not (DeliveryState.AwaitingPeer or DeliveryState.Sending) => null,
        Announcement.Sent => "too large to be carried by others: they only tell the recipient that it waits here",
        Announcement.Received => "too large to be carried by others: the recipient knows that it waits here",
        _ => null,
    };

    /// <summary>The look of a state: <c>good</c>, <c>busy</c>, <c>wait</c>, <c>bad</c> or <c>off</c>.</summary>
    public static string Look(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "good",
        DeliveryState.Sending or DeliveryState.Relayed => "busy",
        DeliveryState.Failed or DeliveryState.Expired => "bad",
        DeliveryState.Cancelled => "off",
        _ => "wait",
    };

    /// <summary>What a contact's state and link mean.</summary>
    public static string State(Contact contact) => contact switch
    {
        { State: ContactState.Blocked } => "Blocked",
        { Connection: LinkKind.Udp } => "Online, directly",
        { Connection: LinkKind.Tcp } => "Online, over a TCP relay",
        { State: ContactState.Requested } => "Has not accepted yet",
        _ => "Offline",
    };

    public static string Look(Contact contact) => contact switch
    {
        { State: ContactState.Blocked } => "bad",
        { Connection: not LinkKind.None } => "good",
        { State: ContactState.Requested } => "wait",
        _ => "off",
    };

    /// <summary>How sure it is that a name leads to a key.</summary>
    public static string Trust(NameTrust trust, string? zone, DateTimeOffset? at) => trust switch
    {
        NameTrust.Confirmed => "You compared this key",
        NameTrust.Proved => $"Proved by DNSSEC{(zone is null ? "" : $" for {zone}")}{(at is { } time ? $" on {time.ToLocalTime():yyyy-MM-dd}" : "")}",
        NameTrust.Introduced => "A contact gave you this key",
        NameTrust.Changed => "Leads to another key now",
        NameTrust.Bogus => "Proof missing or broken",
        _ => "Found in DNS, could have been changed on the way",
    };

    public static string Look(NameTrust trust) => trust switch
    {
        NameTrust.Confirmed or NameTrust.Proved => "good",
        NameTrust.Changed or NameTrust.Bogus => "bad",
        _ => "wait",
    };

    public static string State(OwnNameState state, string? zone) => state switch
    {
        OwnNameState.Proved => $"Proved by DNSSEC{(zone is null ? "" : $" for {zone}")}",
        OwnNameState.Unproved => "Found, but nothing proves it",
        OwnNameState.OtherKey => "Leads to somebody else's key",
        OwnNameState.Missing => "No usable record yet",
        OwnNameState.Bogus => "Signature missing or broken",
        _ => "Not known yet",
    };

    public static string Look(OwnNameState state) => state switch
    {
        OwnNameState.Proved => "good",
        OwnNameState.OtherKey or OwnNameState.Bogus => "bad",
        OwnNameState.Unknown => "off",
        _ => "wait",
    };

    /// <summary>A key in groups that can be read aloud.</summary>
    public static IEnumerable<string> Groups(PublicKey key) => key.ToString().Chunk(4).Select(group => new string(group));

    /// <summary>An address whose key is cut short: nobody reads 64 digits.</summary>
    public static string Short(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is >= 32 and var at ? $"{address[..8]}…{address[at..]}" : address;

    /// <summary>What a contact is called: the own name for it, else its name in DNS, else the name it gives itself, else the start of its key.</summary>
    public static string Name(Contact contact) => contact.Alias ?? (contact.Names is [var first, ..] ? first.Name : null) ?? contact.Name ?? $"{contact.PublicKey.ToString()[..8]}…";
}
