namespace ToxMail.Tests.Web;

/// <summary>What a command did.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors);
