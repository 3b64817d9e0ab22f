using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DouyinIngest.Webcast.Http;

/// <summary>
/// What stands around every HTTP call, outside in: two retries with jitter, a circuit breaker, a time-out for each attempt.
/// Only calls are built like this; the life of a socket is a state machine of its own.
/// </summary>
internal static class HttpPipelines
{
    public const int MaxRetries = 2;
    public const int BreakerThroughput = 10;
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(300);
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(30);

    /// <summary>Builds the pipeline of one host.</summary>
    public static ResiliencePipeline<HttpAnswer> Build(TimeSpan timeout, TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpAnswer>
            {
                MaxRetryAttempts = MaxRetries,
                Delay = RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => ValueTask.FromResult(HttpFailure.IsTransient(args.Outcome.Exception, args.Outcome.Result)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpAnswer>
            {
                FailureRatio = 0.9,
                MinimumThroughput = BreakerThroughput,
                SamplingDuration = SamplingDuration,
                BreakDuration = BreakDuration,
                ShouldHandle = static args => ValueTask.FromResult(HttpFailure.IsTransient(args.Outcome.Exception, args.Outcome.Result)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = timeout })
            .Build();
}
