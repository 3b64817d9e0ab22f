using System.Globalization;
using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>What came of a run.</summary>
/// <param name="Report">The topics against the oracle.</param>
/// <param name="Misordered">Streams of a room and a kind that are not in the order of first acceptance.</param>
/// <param name="Faults">Firings of the faults that fired.</param>
/// <param name="FramesSent">By the simulator.</param>
/// <param name="Redelivered">Frames that it sent again for want of an ack.</param>
/// <param name="WrongAcks">Acks for nothing that it had sent.</param>
/// <param name="Hanging">Rooms that were not done at the drain's deadline; a line each.</param>
/// <param name="Gaps">Holes that the service counted.</param>
/// <param name="Missed">Events that a cursor asked for and that the simulator did not keep.</param>
internal sealed record LiveResult(
    ReconciliationReport Report, long Misordered, IReadOnlyDictionary<string, long> Faults, long FramesSent, long Redelivered, long WrongAcks,
    IReadOnlyList<string> Hanging, long Gaps, long Missed)
{
    /// <summary>Share of all frames sent that were sent for want of an ack.</summary>
    public double RedeliveredShare => FramesSent == 0 ? 0 : (double)Redelivered / FramesSent;

    /// <summary>Adds the figures and the bars that every run must meet: nothing lost, repeated, reordered or made up, gifts exact.</summary>
    public ScenarioReport AddTo(ScenarioReport report)
    {
        var findings = string.Join("; ", Report.Findings);
        return report
            .Require(Report.Lost == 0, () => Text($"{Report.Lost} events lost: {findings}"))
            .Require(Report.Duplicates == 0, () => Text($"{Report.Duplicates} event ids stand twice: {findings}"))
            .Require(Report.Phantoms == 0, () => Text($"{Report.Phantoms} events under ids that were never true: {findings}"))
            .Require(Report.GiftTotalsEqual, () => Text($"{Report.GiftMismatches} gift combos differ: {findings}"))
            .Require(Misordered == 0, () => Text($"{Misordered} streams are not in the order of first acceptance"))
            .Require(WrongAcks == 0, () => Text($"{WrongAcks} acks for nothing that was sent"))
            .Require(Hanging.Count == 0, () => string.Join("; ", Hanging))
            .Add("gaps", Gaps)
            .Add("missed", Missed)
            .Add("emitted", Report.Emitted)
            .Add("onKafka", Report.OnKafka)
            .Add("derived", Report.Derived)
            .Add("lost", Report.Lost)
            .Add("duplicates", Report.Duplicates)
            .Add("phantoms", Report.Phantoms)
            .Add("misorderedStreams", Misordered)
            .Add("giftCombos", Report.GiftCombos)
            .Add("giftTotalsEqual", Report.GiftTotalsEqual)
            .Add("framesSent", FramesSent)
            .Add("redelivered", Redelivered)
            .Add("redeliveredShare", RedeliveredShare)
            .Add("faults", Faults);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
