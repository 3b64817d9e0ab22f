using System.Collections.Concurrent;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Answers look-ups from a list; the last answer repeats.</summary>
internal sealed class ScriptedRoomInfo : IRoomInfoClient
{
    private readonly List<Func<RoomInfoResult>> _answers = [];
    private readonly ConcurrentQueue<string> _asked = new();

    public int Asked => _asked.Count;

    public ScriptedRoomInfo Live(long roomId, string title = "t") => Add(() => Told(RoomStatus.Live, roomId, title));

    public ScriptedRoomInfo Offline(long roomId = 0) => Add(() => Told(RoomStatus.Ended, roomId, "t"));

    public ScriptedRoomInfo Refuses(CloseReason reason) => Add(() => new RoomInfoResult(null, reason, "what was seen"));

    public ScriptedRoomInfo Throws(Exception fault) => Add(() => throw fault);

    public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _asked.Enqueue(room);
        return Task.FromResult(_answers[Math.Min(_asked.Count, _answers.Count) - 1]());
    }

    private static RoomInfoResult Told(RoomStatus status, long roomId, string title)
        => new(new RoomCard { LiveId = "732001", RoomId = roomId, Status = status, Title = title }, default, "");

    private ScriptedRoomInfo Add(Func<RoomInfoResult> answer)
    {
        _answers.Add(answer);
        return this;
    }
}
