namespace DouyinIngest.Webcast.Http;

/// <summary>What one call may cost.</summary>
/// <param name="Timeout">For one attempt, headers and body together.</param>
/// <param name="MaxBodyBytes">After decompression.</param>
internal readonly record struct HttpCallLimits(TimeSpan Timeout, int MaxBodyBytes);
