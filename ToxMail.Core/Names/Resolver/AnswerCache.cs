using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Resolver;

/// <summary>Answers for as long as their records may be kept, within bounds: each for half a minute to an hour, and a thousand of up to 16 kB.</summary>
internal sealed class AnswerCache(TimeProvider time)
{
    private const int MaxAnswers = 1000;
    private const int MaxOctets = 16 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Negative = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<CachedQuestion, Kept> _answers = [];

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>The answer while it is good, or null.</summary>
    internal ServerReply.Answer? Find(CachedQuestion question)
    {
        lock (_lock)
        {
            return _answers.TryGetValue(question, out var kept) && kept.Until > time.GetUtcNow() ? kept.Answer : null;
        }
    }

    /// <summary>Keeps an answer that says that there are such records, or that there are none; a failure is asked about again.</summary>
    internal void Keep(CachedQuestion question, ServerReply.Answer answer)
    {
        if (answer.Octets > MaxOctets || answer.Message.Code is not (DnsRcode.NoError or DnsRcode.NoSuchDomain))
        {
            return;
        }

        lock (_lock)
        {
            MakeRoom(question);
            _answers[question] = new Kept(answer, time.GetUtcNow() + LifetimeOf(answer.Message));
        }
    }

    private static TimeSpan LifetimeOf(DnsMessage message)
    {
        if (!message.Answers.Any(record => record.Type == message.QuestionType))
        {
            return Negative;
        }

        var lifetime = TimeSpan.FromSeconds(message.Answers.Min(record => record.Ttl));
        return lifetime < Shortest ? Shortest : lifetime > Longest ? Longest : lifetime;
    }

    private void MakeRoom(CachedQuestion newcomer)
    {
        if (_answers.Count < MaxAnswers || _answers.ContainsKey(newcomer))
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var old in _answers.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList())
        {
            _answers.Remove(old);
        }

        if (_answers.Count >= MaxAnswers)
        {
            _answers.Remove(_answers.MinBy(pair => pair.Value.Until).Key);
        }
    }

    private sealed record Kept(ServerReply.Answer Answer, DateTimeOffset Until);
}
