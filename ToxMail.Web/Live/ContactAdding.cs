using ToxMail.Core.Names;
using ToxMail.Core.Store.ContactList;
using ToxMail.Web.Api;

namespace ToxMail.Web.Live;

/// <summary>What the user is told of a contact that was, or was not, added.</summary>
internal static class ContactAdding
{
    public static (bool IsGood, string Text) Describe(AddNameResult result) => result switch
    {
        AddNameResult.Judged judged => Describe(judged.Result),
        AddNameResult.NotProved => (false, "The name leads to another Tox ID by now: look again."),
        AddNameResult.NotFound nothing => (false, NameWords.Sentence(nothing.Finding.Why)),
        _ => (false, "This person could not be added."),
    };

    public static (bool IsGood, string Text) Describe(AddContactResult result) => result switch
    {
        AddContactResult.Added => (true, "Asked. Mail to them waits until they accept."),
        AddContactResult.NospamUpdated => (true, "Their new Tox ID is stored, and they are asked again."),
        AddContactResult.CardKept => (true, "You know this person already; mail to them may travel by their mail card from now on."),
        AddContactResult.RequestAccepted => (true, "They had asked already: you are contacts now."),
        _ => (false, ContactWords.Explain(result)),
    };
}
