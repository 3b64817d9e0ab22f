using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What is logged of a room's life; one category for all rooms.</summary>
internal static partial class RoomLog
{
    public const string Category = "DouyinIngest.Pipeline.Rooms.Room";

    [LoggerMessage(1, LogLevel.Information, "Room {LiveId}: following broadcast {RoomId}", EventName = "BroadcastFollowed")]
    public static partial void Following(ILogger logger, string liveId, long roomId);

    [LoggerMessage(2, LogLevel.Information, "Room {LiveId}: broadcast {RoomId} is over", EventName = "BroadcastEnded")]
    public static partial void Ended(ILogger logger, string liveId, long roomId);

    [LoggerMessage(3, LogLevel.Debug, "Room {LiveId}: the API says {Status}", EventName = "RoomLookedUp")]
    public static partial void LookedUp(ILogger logger, string liveId, RoomStatus status);

    [LoggerMessage(4, LogLevel.Warning, "Room {LiveId}: could not be looked up ({Reason}): {Detail}. {Remedy}", EventName = "LookupRefused")]
    public static partial void LookupRefused(ILogger logger, string liveId, CloseReason reason, string detail, string remedy);

    [LoggerMessage(5, LogLevel.Warning, "Room {LiveId}: the connection gave up ({Reason}): {Detail}. {Remedy}", EventName = "ConnectionGivenUp")]
    public static partial void GivenUp(ILogger logger, string liveId, CloseReason reason, string detail, string remedy);

    [LoggerMessage(6, LogLevel.Error, "Room {LiveId}: a fault of ours; the room begins anew from its watermark in {Delay}", EventName = "RoomFaulted")]
    public static partial void Faulted(ILogger logger, string liveId, TimeSpan delay, Exception fault);

    [LoggerMessage(7, LogLevel.Information, "Room {LiveId}: broadcast {RoomId} has been silent, and the room API says twice that it is over", EventName = "BroadcastEndedSilently")]
    public static partial void EndedSilently(ILogger logger, string liveId, long roomId);

    [LoggerMessage(8, LogLevel.Information, "Room {LiveId}: goes on under another filter", EventName = "RoomRefiltered")]
    public static partial void Refiltered(ILogger logger, string liveId);
}
