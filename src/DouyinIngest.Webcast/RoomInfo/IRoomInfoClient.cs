using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Finds out which broadcast a live id is holding now.</summary>
public interface IRoomInfoClient
{
    /// <summary>
    /// Looks a room up. <paramref name="room"/>: a live URL, a bare number, a short link or a reflow URL.
    /// A refusal is a result with its class, not an exception; only cancellation and a text that is no room (<see cref="FormatException"/>, whose message says what is accepted) throw.
    /// </summary>
    Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken);
}

/// <summary>A room card, or why there is none.</summary>
/// <param name="Card">The room; null when refused. A room that is not live has a card, with its status.</param>
/// <param name="Refusal">Why there is no card: RoomNotFound, RateLimited, DeviceBlocked (risk control, the empty 200), Network, Tls, UpstreamError, …</param>
/// <param name="Detail">One bounded line for a person: what was asked, what came back. No secrets.</param>
public sealed record RoomInfoResult(RoomCard? Card, CloseReason Refusal, string Detail);
