using ToxMail.Core.Delivery;

namespace ToxMail.Web.Api;

/// <summary>Why two contacts could not be introduced to each other, in words for the API and the dashboard alike.</summary>
internal static class IntroductionWords
{
    public static string Code(IntroduceResult result) => result switch
    {
        IntroduceResult.SamePerson => "same-person",
        IntroduceResult.NoCard or IntroduceResult.NoCardOfOther => "no-card",
        _ => "not-contacts",
    };

    public static string Explain(IntroduceResult result) => result switch
    {
        IntroduceResult.SamePerson => "Nobody needs to be introduced to himself.",
        IntroduceResult.NoCard => "This contact's mail card is not known yet: it comes when you are online together.",
        IntroduceResult.NoCardOfOther => "The other contact's mail card is not known yet: it comes when you are online together.",
        _ => "Both have to be contacts who have accepted.",
    };
}
