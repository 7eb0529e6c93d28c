namespace ToxMail.Core.Messages;

/// <summary>What a mail's headers become when it arrives: architecture.md, "Addresses".</summary>
public static class ArrivalHeaders
{
    /// <summary>Rewrites a header block as <see cref="HeaderBlockReader"/> gives it. Never refuses: a mail may be as odd as it likes.</summary>
    public static ArrivalResult Rewrite(ReadOnlyMemory<byte> header, ArrivalContext context) =>
        throw new NotImplementedException();
}
