using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Cli.Rooms;

/// <summary>Reads the control topic, changes it as asked, and says what became of it.</summary>
internal static class RoomsRun
{
    private const int Lookups = 8;
    private const int MistakesShown = 20;

    public static async Task<int> RunAsync(RoomsSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = KafkaSettings.Read(settings.Brokers, settings.More);
        var lines = settings.Action == RoomsAction.Import ? await LinesAsync(settings.File, terminal, cancellationToken) : [.. settings.Rooms.Select(room => new RoomLine(room, null))];
        var topic = new ControlTopic(options, terminal.Time);
        var table = await terminal.WaitAsync($"reading {options.ControlTopic}", settings.Json, () => topic.ReadAsync(cancellationToken));
        switch (settings.Action)
        {
            case RoomsAction.List:
                await ListAsync(table, settings.Json, terminal);
                return ExitCode.Ok;
            case RoomsAction.Export:
                return await ExportAsync(table, terminal);
            default:
                var changes = new RoomChanges(table, terminal.Time.GetUtcNow());
                await ChangeAsync(changes, table, settings, lines, terminal, cancellationToken);
                return await WriteAsync(topic, changes, settings, terminal, cancellationToken);
        }
    }

    private static async Task ListAsync(ControlTable table, bool json, Terminal terminal)
    {
        if (json)
        {
            await terminal.Out.WriteLineAsync(RoomsText.Json(table));
            return;
        }

        foreach (var line in RoomsText.Lines(table))
        {
            await terminal.Out.WriteLineAsync(line);
        }
    }

    private static async Task<int> ExportAsync(ControlTable table, Terminal terminal)
    {
        foreach (var room in table.Rooms.Values.OrderBy(room => room, Admission.Order))
        {
            await terminal.Out.WriteLineAsync(RoomLine.Write(room));
        }

        foreach (var refusal in table.Refusals.Values)
        {
            await terminal.Error.WriteLineAsync($"not exported: the record of key '{SafeText.Of(refusal.Key)}', {RoomsText.Refusal(refusal)}");
        }

        return table.Refusals.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The rooms of a file; a file with a mistake in it is refused as a whole, before anything is written.</summary>
    private static async Task<List<RoomLine>> LinesAsync(string file, Terminal terminal, CancellationToken cancellationToken)
    {
        var text = string.Equals(file, "-", StringComparison.Ordinal)
            ? await terminal.In.ReadToEndAsync(cancellationToken)
            : await File.ReadAllTextAsync(file, cancellationToken);
        var lines = new List<RoomLine>();
        var mistakes = new List<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            try
            {
                if (RoomLine.Read(line) is { } room)
                {
                    lines.Add(room);
                }
            }
            catch (FormatException e)
            {
                mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}: {e.Message}"));
            }
        }

        if (mistakes.Count > 0)
        {
            foreach (var mistake in mistakes.Take(MistakesShown))
            {
                await terminal.Error.WriteLineAsync(SafeText.Of(mistake));
            }

            throw CliException.WrongUse(string.Create(CultureInfo.InvariantCulture, $"{mistakes.Count} lines of {file} cannot be read; nothing was written. Correct them and run it again."));
        }

        return lines;
    }

    private static async Task ChangeAsync(RoomChanges changes, ControlTable table, RoomsSettings settings, List<RoomLine> lines, Terminal terminal, CancellationToken cancellationToken)
    {
        var found = await FindAsync(table, settings, lines, terminal, cancellationToken);
        for (var i = 0; i < lines.Count; i++)
        {
            var (room, failure) = found[i];
            if (room is not { } there)
            {
                changes.Fail(lines[i].Room, failure!);
                continue;
            }

            switch (settings.Action)
            {
                case RoomsAction.Add:
                    changes.Add(there, settings.Wishes);
                    break;
                case RoomsAction.Import:
                    changes.Import(there, lines[i].Value);
                    break;
                case RoomsAction.Remove:
                    changes.Remove(there.LiveId);
                    break;
                default:
                    changes.Pause(there.LiveId, settings.Action == RoomsAction.Pause);
                    break;
            }
        }
    }

    private static async Task<(FoundRoom? Room, string? Failure)[]> FindAsync(ControlTable table, RoomsSettings settings, List<RoomLine> lines, Terminal terminal, CancellationToken cancellationToken)
    {
        var found = new (FoundRoom?, string?)[lines.Count];
        using var lookup = new RoomLookup(settings.Upstream, DotEnv.Over(Environment.GetEnvironmentVariable, ".env"), terminal.Time);
        await RoomProgress.RunAsync(terminal, settings.Json, "rooms found", lines.Count, async progress =>
        {
            var done = 0;
            await Parallel.ForEachAsync(Enumerable.Range(0, lines.Count), new ParallelOptions { MaxDegreeOfParallelism = Lookups, CancellationToken = cancellationToken }, async (i, stop) =>
            {
                // What is refused can be removed by the very key that it has.
                found[i] = settings.Action == RoomsAction.Remove && table.Refusals.ContainsKey(lines[i].Room)
                    ? (new FoundRoom(lines[i].Room, 0), null)
                    : await lookup.Finder.FindAsync(lines[i].Room, stop);
                progress(Interlocked.Increment(ref done));
            });
        });
        return found;
    }

    private static async Task<int> WriteAsync(ControlTopic topic, RoomChanges changes, RoomsSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        if (changes.Writes.Count > 0)
        {
            await RoomProgress.RunAsync(
                terminal, settings.Json, "records confirmed", changes.Writes.Count, progress => topic.WriteAsync(changes.Writes, progress, cancellationToken));
        }

        if (settings.Json)
        {
            await terminal.Out.WriteLineAsync(RoomsText.WrittenJson(changes));
        }
        else
        {
            await terminal.Out.WriteLineAsync(RoomsText.Written(changes));
            foreach (var failure in changes.Failures)
            {
                await terminal.Error.WriteLineAsync($"{SafeText.Of(failure.Room)}: {SafeText.Of(failure.Reason)}");
            }
        }

        return changes.Failures.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
