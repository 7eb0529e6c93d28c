using Microsoft.Extensions.Configuration;

namespace ToxMail.Core.Hosting;

/// <summary>
/// Reads values below <c>ToxMail</c>. It keeps every fault instead of stopping at the first, in the words of the key,
/// and remembers which keys were asked for, so that a mistyped one is found.
/// </summary>
internal sealed class SettingsReader(IConfiguration root)
{
    /// <summary>The section all settings live in.</summary>
    public const string Root = "ToxMail";

    /// <summary>Turns text into a value; false when it is none.</summary>
    public delegate bool Parser<T>(string text, out T value);

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The keys asked for, from the root on.</summary>
    public IReadOnlySet<string> Known => _known;

    /// <summary>The value of a key, or the fallback when it is not given or is wrong; then <paramref name="rule"/> says what it has to be.</summary>
    public T Read<T>(string key, T fallback, Parser<T> parse, string rule)
    {
        var text = Text(key);
        if (string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (parse(text.Trim(), out var value))
        {
            return value;
        }

        Fault(key, $"is \"{Shown(text)}\": {rule}");
        return fallback;
    }

    /// <summary>The values of a list (<c>key:0</c>, <c>key:1</c>, or all in one text with commas), or the fallback when it is empty.</summary>
    public IReadOnlyList<T> ReadList<T>(string key, IReadOnlyList<T> fallback, Parser<T> parse, string rule)
    {
        List<T> values = [];
        foreach (var item in (Text(key) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            AddTo(values, key, item, parse, rule);
        }

        foreach (var child in Children(key))
        {
            var path = $"{key}:{child}";
            AddTo(values, path, Text(path) ?? "", parse, rule);
        }

        return values.Count > 0 ? values : fallback;
    }

    /// <summary>The names right below a key, such as the numbers of a list.</summary>
    public IReadOnlyList<string> Children(string key) => [.. root.GetSection($"{Root}:{key}").GetChildren().Select(child => child.Key)];

    /// <summary>The text of a key, or null; the key counts as known from now on.</summary>
    public string? Text(string key)
    {
        _known.Add($"{Root}:{key}");
        return root[$"{Root}:{key}"];
    }

    /// <summary>Notes a fault of a key.</summary>
    public void Fault(string key, string sentence) => _faults.Add($"{Root}:{key} {sentence}");

    /// <summary>A fault ends up in logs, where the user and password of a URL do not belong.</summary>
    private static string Shown(string text) => text.LastIndexOf('@') is var at and >= 0 ? $"...{text[at..]}" : text;

    private void AddTo<T>(List<T> values, string key, string text, Parser<T> parse, string rule)
    {
        if (parse(text.Trim(), out var value))
        {
            values.Add(value);
        }
        else
        {
            Fault(key, $"is \"{Shown(text)}\": {rule}");
        }
    }
}
