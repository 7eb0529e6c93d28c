using ToxMail.Core.Store;

namespace ToxMail.Web.Api;

/// <summary>Why a retry or a cancel was not done, in words for the API and the dashboard alike.</summary>
internal static class OutboxWords
{
    public static string Code(OutboxCommandResult result) => result switch
    {
        OutboxCommandResult.AlreadyFinal => "already-final",
        OutboxCommandResult.UnderWay => "under-way",
        OutboxCommandResult.NotAContact => "not-a-contact",
        _ => "not-found",
    };

    public static string Explain(OutboxCommandResult result) => result switch
    {
        OutboxCommandResult.AlreadyFinal => "This mail is finished already.",
        OutboxCommandResult.UnderWay => "This mail is being sent just now.",
        OutboxCommandResult.NotAContact => "The recipient is no contact any more: add them again first.",
        _ => "This mail is not in the outbox any more.",
    };
}
