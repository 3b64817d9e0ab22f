using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Cli.Recordings;

/// <summary>Plays a recording through the library's own connector, and prints as <c>watch</c> does.</summary>
internal static class ReplayRun
{
    public static async Task<int> RunAsync(ReplaySettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        using var replay = RoomReplay.Open(settings.File, settings.Speed, terminal.Time);
        await terminal.Error.WriteLineAsync(RecordingWords.Warning(settings.File, replay.Info.Scrubbed));
        var events = 0L;
        var enough = false;
        await using (var connector = LiveRoomReplay.Connector(replay, terminal.Time))
        {
            connector.OnError(error => terminal.Error.WriteLine(error.Message));
            try
            {
                await connector.ConnectAsync(cancellationToken);
                await foreach (var e in connector.ReadEventsAsync(cancellationToken))
                {
                    WatchRun.Print(e, settings.Json, replay.Info.LiveId, terminal);
                    if (++events == settings.Max)
                    {
                        enough = true;
                        break;
                    }
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl-C ends a replay as it ends a watch.
                enough = true;
            }
            catch (LiveRoomException)
            {
                // The connector gave up, as it did when this was recorded: said above, and a part of what happened.
            }
        }

        if (!enough)
        {
            replay.ReadToEnd();
        }

        await terminal.Error.WriteLineAsync(RecordingWords.Replayed(replay, events));
        if (replay.TailWords.Length > 0)
        {
            await terminal.Error.WriteLineAsync($"{settings.File}: {replay.TailWords}");
        }

        return replay.Tail == RecordingTail.Damaged ? ExitCode.Failed : ExitCode.Ok;
    }
}
