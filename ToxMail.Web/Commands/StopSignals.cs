using System.Runtime.InteropServices;

namespace ToxMail.Web.Commands;

/// <summary>
/// SIGTERM and Ctrl-C as one token, from before the data folder is opened until the last file is removed: the host's own handlers
/// would hear them only while it runs.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked;
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(CancellationToken cancellationToken)
    {
        _asked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Hear))];
    }

    /// <summary>Cancelled when the program is told to end.</summary>
    public CancellationToken Token => _asked.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _asked.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.Cancel();
    }
}
