using System.Globalization;
using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Cli.Verify;

/// <summary>The verdict for a person.</summary>
internal static class VerifyText
{
    private const int MaxRooms = 20;
    private const int MaxGaps = 20;

    public static IEnumerable<string> Lines(VerifyReport report, bool allowDuplicates)
    {
        yield return Text($"{report.Records:#,0} records, {report.Distinct:#,0} event ids, {report.Rooms.Count:#,0} broadcasts");
        yield return string.Join(", ", EventKinds.All.Select(kind => Text($"{EventKinds.Word(kind)} {report.Kinds[kind]:#,0}")));
        yield return "";
        foreach (var line in Rooms(report).Concat(Gaps(report)).Concat(Checks(report, allowDuplicates)))
        {
            yield return line;
        }

        if (report.Findings.Count > 0)
        {
            yield return "";
        }

        foreach (var finding in report.Findings)
        {
            yield return finding;
        }

        yield return "";
        var problems = report.Problems(allowDuplicates);
        yield return problems.Count == 0 ? "All is well." : $"WRONG: {string.Join(", ", problems)}.";
    }

    private static IEnumerable<string> Rooms(VerifyReport report)
    {
        if (report.Rooms.Count == 0)
        {
            yield break;
        }

        var truth = report.Truth is not null;
        var silence = report.Silence is not null;
        var table = new TextTable([
            "room", "live id", .. EventKinds.All.Select(kind => "#" + EventKinds.Word(kind)), "#twice", "#disorder", "#gaps",
            .. truth ? ["#lost"] : Array.Empty<string>(), .. silence ? ["#silence"] : Array.Empty<string>()]);
        var shown = report.Rooms.OrderByDescending(room => room.IsWrong).ThenByDescending(room => room.Gaps + room.Repeated).ThenBy(room => room.RoomId).Take(MaxRooms);
        foreach (var room in shown)
        {
            table.Add([
                Text($"{room.RoomId}"), room.LiveId, .. EventKinds.All.Select(kind => Number(room.Kinds.GetValueOrDefault(kind))),
                Number(room.Repeated), Number(room.Disorder), Number(room.Gaps),
                .. truth ? [Number(room.Lost)] : Array.Empty<string>(),
                .. silence ? [room.Silence is { } longest ? Text($"{longest.TotalSeconds:0.0} s") : "-"] : Array.Empty<string>()]);
        }

        foreach (var line in table.Lines())
        {
            yield return line;
        }

        if (report.Rooms.Count > MaxRooms)
        {
            yield return Text($"… and {report.Rooms.Count - MaxRooms:#,0} more with nothing worse; --json has them all");
        }

        yield return "";
    }

    private static IEnumerable<string> Gaps(VerifyReport report)
    {
        if (report.Gaps.Count == 0)
        {
            yield break;
        }

        var table = new TextTable("gap: live id", "room", "from", "to", "reason", "#events, about");
        foreach (var gap in report.Gaps.Take(MaxGaps))
        {
            table.Add(gap.LiveId, Text($"{gap.RoomId}"), Time(gap.From), Time(gap.To), gap.Reason, Number(gap.Estimate));
        }

        foreach (var line in table.Lines())
        {
            yield return line;
        }

        if (report.Gaps.Count > MaxGaps)
        {
            yield return Text($"… and {report.Gaps.Count - MaxGaps:#,0} more; --json has them all");
        }

        yield return "";
    }

    private static IEnumerable<string> Checks(VerifyReport report, bool allowDuplicates)
    {
        var table = new TextTable("check", "#found", "");
        if (report.Truth is { } truth)
        {
            Check("lost", truth.Lost, Text($"of {truth.Emitted:#,0} true events"));
            Check("never true (phantom)", truth.Phantoms);
            Check("one event under two ids", truth.TwoIds);
            Check("altered", truth.Altered + truth.WrongKinds);
            Check("order within a frame", truth.Inverted);
            Check("gift combos not as they were", truth.GiftMismatches, Text($"of {truth.GiftCombos:#,0}"));
        }

        Check("ids repeated", report.RepeatedIds, report.RepeatedIds == 0 ? "" : Text($"{report.RepeatedRecords:#,0} records too many{(allowDuplicates ? ", allowed: the first one wins" : "")}"), allowDuplicates);
        Check("one id with two contents", report.Contradictions);
        Check("received before the one in front", report.Disorder);
        Check("earlier owner behind a later one", report.EpochsBack);
        Check("a room's kind on two partitions", report.Split);
        Check("max(total) is not sum(count)", report.UnequalCombos, Text($"of {report.Combos:#,0} gift combos{(report.CombosCut > 0 ? Text($", {report.CombosCut:#,0} had begun before and are not judged") : "")}"));
        Check("no event", report.Unreadable);
        Check("gaps told of", report.Gaps.Count, report.Gaps.Count > 0 ? Text($"about {report.Gaps.Sum(gap => gap.Estimate):#,0} events; mask them") : "", allowed: true);
        return table.Lines();

        void Check(string what, long found, string more = "", bool allowed = false) =>
            table.Add(what, Number(found), found > 0 && !allowed ? ("WRONG " + more).TrimEnd() : more);
    }

    private static string Time(DateTimeOffset? time) => time is { } known ? known.ToString("yyyy-MM-dd HH:mm:ss.f'Z'", CultureInfo.InvariantCulture) : "?";

    private static string Number(long number) => Text($"{number:#,0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
