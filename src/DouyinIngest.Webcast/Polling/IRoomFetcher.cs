using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Polls one room. Tests script it; the real one speaks HTTP.</summary>
internal interface IRoomFetcher
{
    /// <summary>One poll. A refusal is a result; throws only when cancelled. One call at a time.</summary>
    Task<Fetched> FetchAsync(ResumePoint resume, CancellationToken cancellationToken);
}
