using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>What an exception of an open socket, or of one that is being opened, means.</summary>
internal static class SocketFailure
{
    /// <summary>
    /// Reset, aborted and unreachable are <see cref="CloseReason.Network"/>; an end without a close frame is <see cref="CloseReason.RemoteClosed"/>;
    /// bytes that are no WebSocket are <see cref="CloseReason.UpstreamError"/>.
    /// </summary>
    public static CloseReason Reason(Exception exception)
    {
        if (Find<AuthenticationException>(exception) is not null)
        {
            return CloseReason.Tls;
        }

        if (Find<SocketException>(exception) is not null)
        {
            return CloseReason.Network;
        }

        return exception switch
        {
            WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely } => CloseReason.RemoteClosed,
            WebSocketException { InnerException: null } => CloseReason.UpstreamError,
            _ when Find<HttpRequestException>(exception) is { HttpRequestError: HttpRequestError.SecureConnectionError } => CloseReason.Tls,
            _ => CloseReason.Network,
        };
    }

    /// <summary>The innermost message: the operating system's or the TLS stack's own words.</summary>
    public static string Words(Exception exception)
    {
        var told = Find<AuthenticationException>(exception) ?? (Exception?)Find<SocketException>(exception) ?? exception.GetBaseException();
        return told.Message;
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}
