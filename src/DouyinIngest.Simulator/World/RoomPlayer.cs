using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;

namespace DouyinIngest.Simulator.World;

/// <summary>
/// Plays a recorded room into a broadcast, at its own pace from its first viewer on. Payloads are sent as they were recorded; the envelope around them,
/// with cursor and log id, is this upstream's own, so that resuming, acks and re-delivery work as in every room.
/// </summary>
internal sealed class RoomPlayer(PlayedRoom played, Broadcast broadcast, TimeProvider time)
{
    private readonly HashSet<long> _seen = [];
    private readonly Dictionary<(string Method, string SubKey), long> _versions = [];
    private long _started;
    private int _next;

    /// <summary>Everything was played.</summary>
    public bool IsOver => _next == played.Frames.Count;

    /// <summary>Plays what is due. One caller at a time.</summary>
    public void Tick()
    {
        if (!broadcast.Watched || IsOver)
        {
            return;
        }

        if (_started == 0)
        {
            _started = time.GetTimestamp();
        }

        var elapsed = time.GetElapsedTime(_started);
        var any = false;
        for (; !IsOver && IsDue(played.Frames[_next].At, elapsed); _next++)
        {
            any |= Play(played.Frames[_next].Bytes);
        }

        if (any)
        {
            broadcast.Wake();
        }
    }

    private bool IsDue(TimeSpan at, TimeSpan elapsed) => played.Speed == 0 || at <= elapsed * played.Speed;

    private bool Play(ReadOnlyMemory<byte> bytes)
    {
        if (PlayedFrames.Open(bytes) is not { } frame)
        {
            return false;
        }

        var messages = new List<WorldMessage>(frame.Batch.Messages.Count);
        var status = broadcast.Status;
        foreach (var message in frame.Batch.Messages)
        {
            var facts = PlayedFrames.Facts(message, out var content);
            messages.Add(new WorldMessage(message, facts, Again: !IsNew(message)));
            status = content is ControlMessage control ? StatusOf(control.Action, status) : status;
        }

        lock (broadcast.Gate)
        {
            broadcast.Append(messages, frame.Batch.Messages.Any(message => message.NeedWrdsStore), frame.Payload);
            broadcast.Status = status;
            broadcast.EndedAt = status == 4 ? time.GetUtcNow().ToUnixTimeMilliseconds() : 0;
        }

        return true;
    }

    // A recording of several sessions has state and history once for each.
    private bool IsNew(Message message)
    {
        if (!message.NeedWrdsStore)
        {
            return message.MsgId == 0 || _seen.Add(message.MsgId);
        }

        var key = (message.Method, message.WrdsSubKey);
        var newer = !_versions.TryGetValue(key, out var version) || message.WrdsVersion > version;
        _versions[key] = newer ? message.WrdsVersion : version;
        return newer;
    }

    private static int StatusOf(long action, int status) => action switch
    {
        1 => 3,
        2 => 2,
        3 or 4 or 6 => 4,
        _ => status,
    };
}
