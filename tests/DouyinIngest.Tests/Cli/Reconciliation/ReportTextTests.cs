using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Reconciliation;

public class ReportTextTests
{
    [Fact]
    public void Lines_CleanReport_SaysSo() => Assert.Equal(
        [
            "emitted 20,001, on Kafka 20,001, lost 0, duplicate 0, derived 5, offered before 4",
            "gift combos 7, totals equal",
            "chat 20,001, gift 0, like 0, enter 0, follow 0, share 0, room 0",
            "Nothing lost, nothing twice, every gift counted.",
        ],
        ReportText.Lines(Report()));

    [Fact]
    public void Lines_Findings_ArePrinted() => Assert.Equal(
        [
            "emitted 20,001, on Kafka 20,000, lost 1, duplicate 2, derived 5, offered before 4",
            "gift combos 7, totals differ in 3",
            "chat 20,001, gift 0, like 0, enter 0, follow 0, share 0, room 0",
            "lost: chat 1",
            "The topics are not what was true.",
        ],
        ReportText.Lines(Report() with { OnKafka = 20_000, Duplicates = 2, GiftMismatches = 3, Findings = ["lost: chat 1"] }));

    private static ReconciliationReport Report() => new()
    {
        Emitted = 20_001,
        OnKafka = 20_001,
        Derived = 5,
        Duplicates = 0,
        Unclaimed = 4,
        Phantoms = 0,
        WrongKinds = 0,
        OutOfOrder = 0,
        GiftCombos = 7,
        GiftMismatches = 0,
        Kinds = new Dictionary<EventKind, long> { [EventKind.Chat] = 20_001 },
        Findings = [],
    };
}
