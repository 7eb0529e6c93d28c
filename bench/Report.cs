namespace ToxMail.Bench;

/// <summary>One line of the result: what ToxMail does, what bare libtoxcore or another program does, and their ratio with what was hoped for.</summary>
internal static class Report
{
    public static void Header() => Line("measure", "ToxMail", "bare, or peer", "ratio", "hoped");

    public static void Compare(string measure, double ours, double bare, string unit, string hoped) =>
        Line(measure, $"{ours:0.##} {unit}", $"{bare:0.##} {unit}", $"{ours / bare:0.00}", hoped);

    public static void Single(string measure, string ours, string hoped) => Line(measure, ours, "", "", hoped);

    private static void Line(string measure, string ours, string bare, string ratio, string hoped) =>
        Console.WriteLine($"| {measure,-52} | {ours,16} | {bare,16} | {ratio,6} | {hoped,10} |");
}
