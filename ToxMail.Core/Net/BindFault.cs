using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ToxMail.Core.Net;

/// <summary>Why a port cannot be opened.</summary>
public static class BindFault
{
    /// <summary>Time between two tries to open a port that is taken.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(3);

    /// <summary>Whether another try may go better.</summary>
    public static bool Is(Exception fault) => fault is AddressInUseException or IOException or SocketException;

    /// <summary>The fault in plain words.</summary>
    public static string Explain(Exception fault, IPEndPoint endPoint) => fault switch
    {
        AddressInUseException => $"Port {endPoint.Port} is used by another program.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"Port {endPoint.Port} is used by another program.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"This user may not open port {endPoint.Port}; choose one above 1023.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => $"This machine has no address {endPoint.Address}.",
        _ => fault.Message,
    };
}
