using System.Globalization;
using DouyinIngest.Simulator;
using DouyinIngest.Webcast;

namespace LiveAssistant.Simulation;

/// <summary>A simulated live room on this machine, and a login for it.</summary>
internal sealed class SimulatedSite(SimulatorHost host) : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long nothing may wait or come before all is taken for said.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public SimulatorHost Host => host;

    /// <summary>What a connector is given for the room.</summary>
    public string Room => new Uri(host.BaseUrl, host.Rooms[0].LiveId.ToString(CultureInfo.InvariantCulture)).AbsoluteUri;

    public static async Task<SimulatedSite> StartAsync(AssistantSettings settings, TimeProvider time, CancellationToken cancellationToken) => new(
        await SimulatorHost.StartAsync(
            new SimulatorOptions
            {
                Rooms = 1,
                EventsPerSecond = settings.Rate,
                Seed = settings.Seed,
                TickInterval = TimeSpan.FromMilliseconds(100),
                WaitForViewers = true,
            },
            time,
            cancellationToken));

    public LiveRoomOptions Options(TimeProvider time) => new()
    {
        UpstreamUrl = host.BaseUrl,
        SocketUrl = host.SocketUrl,
        Cookie = "sessionid=simulated-login",
        TimeProvider = time,
    };

    /// <summary>Lets the room live for so long, then waits until the assistant has said what it had to say, and sends it away.</summary>
    public async Task PlayAsync(AssistantRun run, AssistantRecord record, TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = run.RunAsync(stop.Token);
        await Task.WhenAny(running, Task.Delay(length, time, cancellationToken));
        if (!running.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            host.StopWorld();
            await Task.WhenAny(running, SettleAsync(run.Assistant, record, time, cancellationToken));
        }

        await stop.CancelAsync();
        await running;
    }

    private static async Task SettleAsync(Assistant assistant, AssistantRecord record, TimeProvider time, CancellationToken cancellationToken)
    {
        var idleSince = time.GetTimestamp();
        while (true)
        {
            if (!assistant.IsIdle)
            {
                idleSince = time.GetTimestamp();
            }

            // A line that never comes back is not waited for without end; the check will miss it.
            var allSeen = record.Seen >= record.Said.Count(static line => line.IsSent);
            if (time.GetElapsedTime(idleSince) > (allSeen ? Calm : Patience))
            {
                return;
            }

            await Task.Delay(Turn, time, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
