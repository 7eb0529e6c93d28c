namespace ToxMail.Tests.Clients;

/// <summary>A program that hands mail in.</summary>
internal interface IMailSender
{
    string Name { get; }

    /// <summary>Whether it hands in a mail given to it octet by octet; others compose one of their own.</summary>
    bool SendsAsGiven { get; }

    /// <summary>What it is known for: patterns that its dialogue with the server must match.</summary>
    IReadOnlyList<string> SubmissionHabits { get; }

    /// <summary>Sends the mail to the account's own address.</summary>
    Task SendAsync(ClientAccount account, SampleMail mail, CancellationToken cancellationToken);
}
