using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>The tasks of rooms at the platform: started with a room's session, looked at while it lives, and what they missed fetched.</summary>
internal sealed partial class PushTasks(OpenPlatformClient client, OpenPlatformOptions options, IPushListener listener, TimeProvider time, ILogger<PushTasks> logger)
{
    private static readonly TimeSpan PagePause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RoomPause = TimeSpan.FromSeconds(1);

    /// <summary>Starts those of a broadcast. A refusal of any is the answer; what could not be asked is tried again by <see cref="AttendAsync"/>.</summary>
    /// <returns>Which of them run.</returns>
    public async Task<(PlatformAnswer? Refused, HashSet<PushMessageType> Running)> StartAsync(AppCredentials app, long roomId, CancellationToken stoppingToken)
    {
        var running = new HashSet<PushMessageType>();
        foreach (var type in options.Types)
        {
            if (await StartAsync(app, roomId, type, stoppingToken) is { Succeeded: false } answer)
            {
                if (!answer.IsTransient)
                {
                    return (answer, running);
                }

                Log.NotStarted(logger, roomId, type.Word(), answer.Detail, Remedies.For(answer.Refusal!.Value));
            }
            else
            {
                running.Add(type);
            }
        }

        return (null, running);
    }

    /// <summary>Until the session ends: starts what does not run, and fetches what was missed.</summary>
    public async Task AttendAsync(AppCredentials app, long roomId, HashSet<PushMessageType> running, PushSession session, CancellationToken stoppingToken)
    {
        var states = options.Types.ToDictionary(type => type, type => running.Contains(type) ? PushTaskState.Running : PushTaskState.Failed);
        foreach (var state in states.Values)
        {
            listener.TaskMoved(null, state);
        }

        try
        {
            await Task.WhenAll(LookAsync(app, roomId, states, stoppingToken), FetchAsync(app, roomId, session, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The session is over.
        }
        finally
        {
            foreach (var state in states.Values)
            {
                listener.TaskMoved(state, null);
            }
        }
    }

    private async Task LookAsync(AppCredentials app, long roomId, Dictionary<PushMessageType, PushTaskState> states, CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Jittered(options.TaskInterval), time, stoppingToken);
            foreach (var type in options.Types)
            {
                // What the platform does not tell is taken to go on as it was.
                var runs = await client.IsRunningAsync(app, roomId, type, stoppingToken) ?? states[type] == PushTaskState.Running;
                var now = runs ? PushTaskState.Running : await RestartAsync(app, roomId, type, stoppingToken);
                if (now != states[type])
                {
                    listener.TaskMoved(states[type], now);
                    states[type] = now;
                }
            }
        }
    }

    private async Task<PushTaskState> RestartAsync(AppCredentials app, long roomId, PushMessageType type, CancellationToken stoppingToken)
    {
        var answer = await StartAsync(app, roomId, type, stoppingToken);
        if (answer.Succeeded)
        {
            Log.Restarted(logger, roomId, type.Word());
            return PushTaskState.Running;
        }

        Log.NotStarted(logger, roomId, type.Word(), answer.Detail, Remedies.For(answer.Refusal!.Value));
        return PushTaskState.Failed;
    }

    private async Task<PlatformAnswer> StartAsync(AppCredentials app, long roomId, PushMessageType type, CancellationToken stoppingToken)
    {
        var answer = await client.StartAsync(app, roomId, type, stoppingToken);

        // The platform refuses to start what runs already.
        return answer is { Succeeded: false, IsTransient: false } && await client.IsRunningAsync(app, roomId, type, stoppingToken) == true
            ? new PlatformAnswer(null, "")
            : answer;
    }

    private async Task FetchAsync(AppCredentials app, long roomId, PushSession session, CancellationToken stoppingToken)
    {
        PushMessageType[] kept = [.. options.Types.Where(PushMessageTypes.IsKept)];
        await Task.Delay(Jittered(RoomPause), time, stoppingToken);
        while (kept.Length > 0)
        {
            foreach (var type in kept)
            {
                await FetchAsync(app, roomId, type, session, stoppingToken);
            }

            await Task.Delay(Jittered(options.MissedInterval), time, stoppingToken);
        }
    }

    private async Task FetchAsync(AppCredentials app, long roomId, PushMessageType type, PushSession session, CancellationToken stoppingToken)
    {
        for (var number = 1; ; number++)
        {
            var page = await client.MissedAsync(app, roomId, type, number, stoppingToken);
            if (!page.Answer.Succeeded)
            {
                Log.NotFetched(logger, roomId, type.Word(), page.Answer.Detail);
                return;
            }

            if (page.Body.Length > 0)
            {
                var batch = new PushBatch(type, page.Body, time.GetUtcNow());
                if (!session.TryTake(batch))
                {
                    return;
                }

                // One page at a time on its way: the list can be long.
                if (await batch.Outcome.WaitAsync(stoppingToken) == PushOutcome.Stopped)
                {
                    return;
                }

                listener.MissedFetched(page.Count);
            }

            if (page.IsLast)
            {
                return;
            }

            await Task.Delay(PagePause, time, stoppingToken);
        }
    }

    // Rooms must not march in step.
    private static TimeSpan Jittered(TimeSpan interval) => interval * (1 + (0.2 * Random.Shared.NextDouble()));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Room {RoomId}: its task {MessageType} at the Open Platform does not run: {Detail}. {Remedy}", EventName = "PushTaskNotStarted")]
        public static partial void NotStarted(ILogger logger, long roomId, string messageType, string detail, string remedy);

        [LoggerMessage(2, LogLevel.Information, "Room {RoomId}: its task {MessageType} at the Open Platform had stopped, and was started again", EventName = "PushTaskRestarted")]
        public static partial void Restarted(ILogger logger, long roomId, string messageType);

        [LoggerMessage(3, LogLevel.Warning, "Room {RoomId}: what {MessageType} missed cannot be fetched: {Detail}", EventName = "MissedNotFetched")]
        public static partial void NotFetched(ILogger logger, long roomId, string messageType, string detail);
    }
}
