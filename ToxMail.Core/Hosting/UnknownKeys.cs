using Microsoft.Extensions.Configuration;

namespace ToxMail.Core.Hosting;

/// <summary>Finds what was configured and never asked for.</summary>
internal static class UnknownKeys
{
    /// <summary>The keys below a section that are unknown: the whole group by its name when nothing in it is known.</summary>
    public static IReadOnlyList<string> Find(IConfigurationSection section, IReadOnlySet<string> known) =>
        [.. section.GetChildren().SelectMany(child => OfChild(child, known))];

    private static IEnumerable<string> OfChild(IConfigurationSection child, IReadOnlySet<string> known)
    {
        var isGroup = known.Any(key => key.StartsWith(child.Path + ":", StringComparison.OrdinalIgnoreCase));
        var isValue = known.Contains(child.Path);
        if (isGroup && (isValue || string.IsNullOrEmpty(child.Value)))
        {
            return Find(child, known);
        }

        var isEmpty = string.IsNullOrEmpty(child.Value) && !child.GetChildren().Any();
        var isKnown = isValue && !child.GetChildren().Any();
        return isKnown || isEmpty ? [] : [child.Path];
    }
}
