using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class SocketFailureTests
{
    private static readonly SocketException Reset = new((int)SocketError.ConnectionReset);
    private static readonly AuthenticationException Untrusted = new("the remote certificate is invalid");

    public static TheoryData<Exception, CloseReason> Failures { get; } = new()
    {
        { new WebSocketException(WebSocketError.ConnectionClosedPrematurely), CloseReason.RemoteClosed },
        { new WebSocketException(WebSocketError.ConnectionClosedPrematurely, Reset), CloseReason.Network },
        { new WebSocketException(WebSocketError.Faulted, "reserved bits"), CloseReason.UpstreamError },
        { new WebSocketException(WebSocketError.HeaderError), CloseReason.UpstreamError },
        { new WebSocketException("connect", new HttpRequestException("x", Reset)), CloseReason.Network },
        { new WebSocketException("connect", new HttpRequestException("x", Untrusted)), CloseReason.Tls },
        { new WebSocketException("connect", new HttpRequestException(HttpRequestError.SecureConnectionError, "x")), CloseReason.Tls },
        { new WebSocketException("connect", new HttpRequestException(HttpRequestError.NameResolutionError, "x")), CloseReason.Network },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x"), CloseReason.Tls },
        { new HttpRequestException(HttpRequestError.ConnectionError, "x"), CloseReason.Network },
        { new IOException("read", Reset), CloseReason.Network },
        { new IOException("read", Untrusted), CloseReason.Tls },
        { new IOException("cut"), CloseReason.Network },
        { new ObjectDisposedException("socket"), CloseReason.Network },
        { new OperationCanceledException(), CloseReason.Network },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Reason_IsReadFromTheInnermostCause(Exception exception, CloseReason reason)
        => Assert.Equal(reason, SocketFailure.Reason(exception));

    [Fact]
    public void Words_AreThoseOfTheTlsStackOrTheSystem()
    {
        Assert.Equal(Untrusted.Message, SocketFailure.Words(new WebSocketException("connect", new HttpRequestException("x", Untrusted))));
        Assert.Equal(Reset.Message, SocketFailure.Words(new IOException("read", Reset)));
        Assert.Equal("inner", SocketFailure.Words(new IOException("outer", new InvalidOperationException("inner"))));
    }
}
