using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Cli.Recordings;

/// <summary>Follows one room as <c>watch</c> does, and writes what comes into a file in place of the screen.</summary>
internal static class RecordRun
{
    public static async Task<int> RunAsync(RecordSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        using var recorder = RoomRecorder.Create(
            settings.File, new RoomRecorderOptions { Scrub = settings.Scrub, MaxBytes = (long)settings.MaxMebibytes << 20 }, terminal.Time);
        await terminal.Error.WriteLineAsync(RecordingWords.Warning(recorder.Path, settings.Scrub));
        using var length = settings.Length is { } wanted ? new CancellationTokenSource(wanted, terminal.Time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, length.Token);
        try
        {
            await WatchRun.FollowAsync(settings.Room, terminal, options => options.Recorder = recorder, (connector, _) => ConsumeAsync(connector, recorder, either), either.Token);
        }
        finally
        {
            recorder.Dispose();
            await terminal.Out.WriteLineAsync(RecordingWords.Recorded(recorder, settings.Room.Json));
        }

        return recorder.Failure is { } failure ? throw CliException.Failed(failure) : ExitCode.Ok;
    }

    // Nothing is done with the events; asking for the next one is what acknowledges a frame.
    private static async Task ConsumeAsync(LiveRoomConnector connector, RoomRecorder recorder, CancellationTokenSource end)
    {
        var stopped = StopAsync(recorder, end);
        try
        {
            await foreach (var _ in connector.ReadEventsAsync(end.Token))
            {
            }
        }
        finally
        {
            recorder.Dispose();
            await stopped;
        }
    }

    private static async Task StopAsync(RoomRecorder recorder, CancellationTokenSource end)
    {
        await recorder.Stopped;
        await end.CancelAsync();
    }
}
