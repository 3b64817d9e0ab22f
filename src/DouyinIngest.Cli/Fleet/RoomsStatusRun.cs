using System.Text;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Fleet;

/// <summary>Shows how rooms stand, from topics alone.</summary>
internal static class RoomsStatusRun
{
    public static async Task<int> RunAsync(RoomsStatusSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = CommandTopics.Read(settings.Brokers, "", settings.More);
        using var status = new TopicScan(ClientSettings.ForAdmin(options), [options.StatusTopic], new ScanRange(), terminal.Time);
        var view = await terminal.WaitAsync($"reading {options.StatusTopic}", settings.Json, () => Task.Run(
            () =>
            {
                var rooms = new RoomsView(FleetRun.Read(options, terminal.Time, cancellationToken).View);
                status.ReadToEnd(
                    record =>
                    {
                        if (StatusValue.TryRead(record.Message.Value) is { } told)
                        {
                            rooms.Add(told);
                        }
                    },
                    cancellationToken);
                return rooms;
            },
            cancellationToken));
        var now = terminal.Time.GetUtcNow();
        var standings = view.Rooms(settings.Rooms, now);
        foreach (var line in settings.Json ? standings.Select(room => RoomsStatusText.Json(room, now)) : RoomsStatusText.Lines(standings, now))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        if (settings.Follow)
        {
            await Task.Run(() => Follow(settings, status, terminal, cancellationToken), CancellationToken.None);
        }

        return ExitCode.Ok;
    }

    private static void Follow(RoomsStatusSettings settings, TopicScan status, Terminal terminal, CancellationToken cancellationToken)
    {
        var only = settings.Rooms.ToHashSet(StringComparer.Ordinal);
        status.Follow(
            record =>
            {
                if (StatusValue.TryRead(record.Message.Value) is { } told && (only.Count == 0 || only.Contains(told.LiveId)))
                {
                    terminal.Out.WriteLine(settings.Json ? Encoding.UTF8.GetString(record.Message.Value) : RoomsStatusText.Line(told));
                }
            },
            cancellationToken);
    }
}
