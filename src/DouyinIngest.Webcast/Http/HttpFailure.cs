using DouyinIngest.Webcast.Telemetry;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace DouyinIngest.Webcast.Http;

/// <summary>Tells apart why a call gave no answer.</summary>
internal static class HttpFailure
{
    /// <summary>True for what a call may end with when nothing of ours is broken.</summary>
    public static bool IsExpected(Exception error) =>
        error is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or IOException;

    /// <summary>Worth a second try: no answer, or 5xx. A certificate or an oversized body will be the same the next time.</summary>
    public static bool IsTransient(Exception? error, HttpAnswer? answer) => error switch
    {
        null => answer?.Status is { } status && (int)status >= 500,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded } => false,
        HttpRequestException or TimeoutRejectedException or IOException => true,
        _ => false,
    };

    /// <summary>The answer that stands for a failure. Messages name the host, never the query: it may carry a signature.</summary>
    public static HttpAnswer ToAnswer(Exception error, string host, HttpCallLimits limits) => error switch
    {
        TimeoutRejectedException => HttpAnswer.Failed(CloseReason.Network, $"{host} did not answer within {limits.Timeout.TotalSeconds:0.###} s"),
        BrokenCircuitException => HttpAnswer.Failed(CloseReason.Network, $"{host} failed too often just now and is left alone for {HttpPipelines.BreakDuration.TotalSeconds:0} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e =>
            HttpAnswer.Failed(CloseReason.Tls, $"no TLS connection to {host}: {Innermost(e)}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            HttpAnswer.Failed(CloseReason.UpstreamError, $"{host} answered with a body over {limits.MaxBodyBytes} bytes") with { IsTooLarge = true },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            HttpAnswer.Failed(CloseReason.Network, $"the name {host} cannot be resolved"),
        _ => HttpAnswer.Failed(CloseReason.Network, $"no connection to {host}: {Innermost(error)}"),
    };

    private static string Innermost(Exception error)
    {
        var message = error.GetBaseException().Message;
        return message.Length <= 200 ? message : message[..200];
    }
}
