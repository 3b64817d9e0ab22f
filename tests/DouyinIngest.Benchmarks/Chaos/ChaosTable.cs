using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>The runs as one table for a person.</summary>
internal static class ChaosTable
{
    private static readonly string[] Head =
        ["fault", "what", "fired", "events", "lost", "duplicate", "after dedupe", "out of order", "gap", "silence p50/p99/max", "recovery", "verdict"];

    public static IReadOnlyList<string> Lines(IReadOnlyList<ChaosOutcome> outcomes)
    {
        string[][] rows = [Head, .. outcomes.Select(Row)];
        var widths = Head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return [.. rows.Select(row => string.Join("  ", row.Select((cell, column) => column is 0 or 1 or 11 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd())];
    }

    private static string[] Row(ChaosOutcome outcome)
    {
        string[] name = [outcome.Scenario.Id, outcome.Scenario.Fault, Number(outcome.Fired.Sum(f => f.Count))];
        if (outcome.Figures is not { } figures)
        {
            return [.. name, .. Enumerable.Repeat("-", 8), outcome.Skipped is null ? "BROKE OFF" : "SKIPPED"];
        }

        return
        [
            .. name,
            Number(figures.Report.Emitted),
            Number(figures.Lost),
            Number(figures.Extra),
            Number(figures.DuplicatesAfterDedupe),
            Number(figures.OutOfOrder),
            Number(figures.GapEvents),
            $"{Seconds(figures.SilenceMedian)}/{Seconds(figures.SilenceP99)}/{Seconds(figures.SilenceMax)} s",
            figures.Recovery switch { null => "-", { } r when r == TimeSpan.MaxValue => "never", { } r => Seconds(r) + " s" },
            !outcome.Report.Pass ? "MISSED" : outcome.Slow.Count == 0 ? "ok" : "ok, slow: " + string.Join("; ", outcome.Slow),
        ];
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
