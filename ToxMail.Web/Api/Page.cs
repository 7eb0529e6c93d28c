using Microsoft.AspNetCore.Http.HttpResults;

namespace ToxMail.Web.Api;

/// <summary>Which part of a list is wanted: <c>skip</c> and <c>take</c> of every list.</summary>
internal readonly record struct Page(int? Skip, int? Take)
{
    /// <summary>The most rows one answer holds.</summary>
    public const int MaxTake = 500;

    private const int DefaultTake = 100;

    /// <summary>The header that says how many rows there are in all.</summary>
    public const string TotalHeader = "X-Total-Count";

    /// <summary>The part of a short list that is wanted; all of it when nothing else is said.</summary>
    public static IResult Of<T, TView>(IReadOnlyList<T> all, int? skip, int? take, Func<T, TView> view, HttpResponse response)
    {
        var page = new Page(skip, take ?? MaxTake);
        if (page.Fault is { } fault)
        {
            return fault;
        }

        response.Headers[TotalHeader] = $"{all.Count}";
        return TypedResults.Ok(all.Skip(page.From).Take(page.Count).Select(view).ToArray());
    }

    public int From => Skip ?? 0;

    public int Count => Take ?? DefaultTake;

    /// <summary>What is wrong with it, or null.</summary>
    public ProblemHttpResult? Fault =>
        From < 0 ? Problems.BadRequest("bad-page", "skip is 0 or more.")
        : Count is < 1 or > MaxTake ? Problems.BadRequest("bad-page", $"take is from 1 to {MaxTake}.")
        : null;
}
