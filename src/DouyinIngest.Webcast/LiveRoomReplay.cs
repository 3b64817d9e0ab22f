using System.Globalization;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>Plays recordings through a connector: the same path as live, from the frame on, with the same events at its end.</summary>
public static class LiveRoomReplay
{
    /// <summary>
    /// A connector that is fed by the recording in place of the upstream: same callbacks, same stream, same statistics. Its
    /// <see cref="LiveRoomConnector.Completion"/> comes with the recording's end. The replay stays the caller's.
    /// </summary>
    /// <exception cref="RecordingException">The recording is of no room.</exception>
    public static LiveRoomConnector Connector(RoomReplay replay, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        var room = replay.Info.RoomId.ToString("D19", CultureInfo.InvariantCulture);
        var options = new LiveRoomOptions
        {
            // Its own times say when a session begins; only how often it may fail is the connector's.
            RetryDelay = TimeSpan.Zero,
            MaxRetries = replay.MaxRetries,
            TimeProvider = time ?? TimeProvider.System,
        };
        return new LiveRoomConnector(room, options, _ => new LiveRoomServices(new NoRooms(), new ReplayConnectorFactory(replay)));
    }

    /// <summary>A recording knows its broadcast; nobody is asked.</summary>
    private sealed class NoRooms : IRoomInfoClient
    {
        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
            => Task.FromResult(new RoomInfoResult(null, CloseReason.RoomNotFound, "a recording has no room API"));
    }
}
