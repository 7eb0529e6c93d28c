using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Web.Api;

/// <summary>Why a retry or a cancel was not done, in words for the API and the dashboard alike.</summary>
internal static class OutboxWords
{
    public static string Code(OutboxCommandResult result) => result switch
    {
        OutboxCommandResult.AlreadyFinal => "already-final",
        OutboxCommandResult.UnderWay => "under-way",
        OutboxCommandResult.NotAContact => "not-a-contact",
        OutboxCommandResult.TooOld => "too-old",
        OutboxCommandResult.NeedsConfirmation => "needs-confirmation",
        OutboxCommandResult.NothingToConfirm => "nothing-to-confirm",
        OutboxCommandResult.Blocked => "blocked",
        OutboxCommandResult.NameLeadsElsewhere => "name-leads-elsewhere",
        _ => "not-found",
    };

    public static string Explain(OutboxCommandResult result) => result switch
    {
        OutboxCommandResult.AlreadyFinal => "This mail is finished already.",
        OutboxCommandResult.UnderWay => "This mail is being sent just now.",
        OutboxCommandResult.TooOld => "This mail is too old to be sent again, because it could arrive twice: write it anew.",
        OutboxCommandResult.NeedsConfirmation => "The recipient's key is not proved: confirm it first.",
        OutboxCommandResult.NothingToConfirm => "This mail does not wait for your confirmation.",
        OutboxCommandResult.Blocked => "You have blocked the recipient: unblock them first.",
        OutboxCommandResult.NameLeadsElsewhere => "This name leads to another of your contacts by now: cancel this mail and send it again.",
        OutboxCommandResult.NotAContact => "The recipient is no contact any more: add them again first.",
        _ => "This mail is not in the outbox any more.",
    };
}
