using System.Globalization;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>The report for a person.</summary>
internal static class ReportText
{
    public static IReadOnlyList<string> Lines(ReconciliationReport report) =>
    [
        Text($"emitted {report.Emitted:#,0}, on Kafka {report.OnKafka:#,0}, lost {report.Lost:#,0}, duplicate {report.Duplicates:#,0}, derived {report.Derived:#,0}{(report.Unclaimed > 0 ? $", offered before {report.Unclaimed:#,0}" : "")}"),
        Text($"gift combos {report.GiftCombos:#,0}, totals {(report.GiftTotalsEqual ? "equal" : $"differ in {report.GiftMismatches:#,0}")}"),
        string.Join(", ", EventKinds.All.Select(kind => Text($"{EventKinds.Word(kind)} {report.Kinds.GetValueOrDefault(kind):#,0}"))),
        .. report.Findings,
        report.IsClean ? "Nothing lost, nothing twice, every gift counted." : "The topics are not what was true.",
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
