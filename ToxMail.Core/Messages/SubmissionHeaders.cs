namespace ToxMail.Core.Messages;

/// <summary>What a mail's headers become when the user sends it: architecture.md, "Addresses".</summary>
public static class SubmissionHeaders
{
    /// <summary>Rewrites a header block as <see cref="HeaderBlockReader"/> gives it.</summary>
    public static SubmissionResult Rewrite(ReadOnlyMemory<byte> header, SubmissionContext context) =>
        throw new NotImplementedException();
}
