using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;

namespace ToxMail.Web.Api;

/// <summary>Why a name gave nothing, in words for the API and the dashboard alike.</summary>
internal static class NameProblems
{
    public static ProblemHttpResult NotAName(string text) => Problems.BadRequest("not-a-name", $"\"{text}\" is not a name such as user@example.org.");

    /// <summary>Nothing usable was found.</summary>
    public static ProblemHttpResult Of(NameFinding finding) => finding switch
    {
        NameFinding.Failed failed => Problems.Of(HttpStatusCode.ServiceUnavailable, Code(failed.Fault), NameWords.Sentence(failed.Why)),
        NameFinding.Absent { Fault: NameFault.NotAName } wrong => Problems.BadRequest(Code(wrong.Fault), NameWords.Sentence(wrong.Why)),
        NameFinding.Absent absent => Problems.Of(HttpStatusCode.NotFound, Code(absent.Fault), NameWords.Sentence(absent.Why)),
        _ => Problems.Of(HttpStatusCode.Conflict, Code(NameFault.Bogus), NameWords.Sentence(finding.Why)),
    };

    /// <summary>The caller has to name the Tox ID that was found.</summary>
    public static ProblemHttpResult NotProved(MailAddress name, AddNameResult.NotProved unproved) => TypedResults.Problem(
        $"{Explain(unproved)} To accept it for {name}, repeat the call with this toxId.",
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?> { ["code"] = "name-not-proved", ["toxId"] = unproved.Found.ToString() });

    /// <summary>Why the found Tox ID is not simply taken.</summary>
    public static string Explain(AddNameResult.NotProved unproved) => $"Nothing proves this Tox ID. {NameWords.Sentence(unproved.Why)}";

    /// <summary>The code that scripts can rely on: the fault's name with dashes.</summary>
    public static string Code(NameFault fault) => fault switch
    {
        NameFault.NotAName => "not-a-name",
        NameFault.NoSuchDomain => "no-such-domain",
        NameFault.NoSuchName => "no-such-name",
        NameFault.SeveralIds => "several-ids",
        NameFault.WrongChecksum => "wrong-checksum",
        NameFault.BadRecord => "bad-record",
        NameFault.Bogus => "bogus",
        NameFault.TimedOut => "timed-out",
        NameFault.ProxyRefused => "proxy-refused",
        NameFault.NoResolver or NameFault.SwitchedOff => "no-resolver",
        _ => "resolver-failed",
    };
}
