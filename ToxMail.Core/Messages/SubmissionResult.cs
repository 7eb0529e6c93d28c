using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>What <see cref="SubmissionHeaders"/> made of a header block.</summary>
public abstract record SubmissionResult
{
    private SubmissionResult()
    {
    }

    /// <summary>The mail may be sent.</summary>
    /// <param name="Header">The header block to store in place of the old one; the body follows it unchanged.</param>
    /// <param name="MessageId">The Message-ID with its angle brackets, without control characters.</param>
    /// <param name="Subject">The subject decoded for display: one line, no control characters.</param>
    /// <param name="From">The first From address.</param>
    public sealed record Accepted(ReadOnlyMemory<byte> Header, string MessageId, string Subject, MailAddress From) : SubmissionResult
    {
        /// <summary>Whether the writer's program gave the Message-ID; else it was made here.</summary>
        public bool HasOwnMessageId { get; init; }

        /// <summary>The writer wants no relay to carry it: <c>X-ToxMail-Relay: no</c>.</summary>
        public bool RelayForbidden { get; init; }
    }

    /// <summary>The mail may not be sent.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="Reason">The same in words for an SMTP reply: one line of printable ASCII.</param>
    public sealed record Refused(SubmissionFault Fault, string Reason) : SubmissionResult;
}
