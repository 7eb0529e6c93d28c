using System.Net.Sockets;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Commands;

/// <summary>One finding of <c>toxmail check</c>.</summary>
internal sealed record CheckLine(string Subject, string Finding, bool IsFault)
{
    private bool IsUnknown { get; init; }

    /// <summary>Says what could not be looked at, which is neither well nor a fault.</summary>
    public static CheckLine NotChecked(string subject, string why) => new(subject, $"not checked: {why}", IsFault: false) { IsUnknown = true };

    public static CheckLine Good(string subject, string finding) => new(subject, finding, IsFault: false);

    /// <summary>Looks, and takes an expected failure as the finding.</summary>
    public static CheckLine Try(string subject, Func<string> look)
    {
        try
        {
            return Good(subject, look());
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or SocketException or DataDirectoryException or ToxUnavailableException)
        {
            return new CheckLine(subject, fault.Message, IsFault: true);
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{(IsFault ? "FAULT" : IsUnknown ? "-" : "ok"),-6} {Subject,-15} {Finding}";
}
