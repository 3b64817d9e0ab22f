using DouyinIngest.Webcast.OpenPlatform;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

/// <summary>Counts what it hears.</summary>
internal sealed class CountingListener : IPushListener
{
    private readonly Lock _gate = new();

    public Dictionary<PlatformCall, int> Succeeded { get; } = Enum.GetValues<PlatformCall>().ToDictionary(call => call, _ => 0);

    public Dictionary<PlatformCall, int> Failed { get; } = Enum.GetValues<PlatformCall>().ToDictionary(call => call, _ => 0);

    public Dictionary<PushTaskState, int> Tasks { get; } = Enum.GetValues<PushTaskState>().ToDictionary(state => state, _ => 0);

    public int Missed { get; private set; }

    public void Called(PlatformCall call, bool succeeded)
    {
        lock (_gate)
        {
            (succeeded ? Succeeded : Failed)[call]++;
        }
    }

    public void TaskMoved(PushTaskState? from, PushTaskState? to)
    {
        lock (_gate)
        {
            if (from is { } before)
            {
                Tasks[before]--;
            }

            if (to is { } now)
            {
                Tasks[now]++;
            }
        }
    }

    public void MissedFetched(int events)
    {
        lock (_gate)
        {
            Missed += events;
        }
    }
}
