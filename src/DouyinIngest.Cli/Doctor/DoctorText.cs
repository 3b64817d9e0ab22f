using System.Globalization;
using DouyinIngest.Cli.Output;
using DouyinIngest.Webcast.Diagnosis;

namespace DouyinIngest.Cli.Doctor;

/// <summary>The doctor's findings for a person: a line a step.</summary>
internal static class DoctorText
{
    private const int NameColumns = 12;
    private const int TimeColumns = 9;

    /// <summary>Mark, step, time, what was seen, and what to do.</summary>
    public static string Line(RoomCheck check)
    {
        var took = check.Outcome == RoomCheckOutcome.Skipped ? "" : string.Create(CultureInfo.InvariantCulture, $"{check.Took.TotalMilliseconds:0} ms");
        var seen = SafeText.Of(check.Detail).TrimEnd('.');
        var todo = check.Remedy.Length == 0 ? "" : seen.EndsWith('?') ? $" {check.Remedy}" : $". {check.Remedy}";
        return $"{Mark(check.Outcome)} {Name(check.Step).PadRight(NameColumns)}{took.PadLeft(TimeColumns)}  {seen}{todo}";
    }

    /// <summary>What it comes to.</summary>
    public static string LastLine(IReadOnlyList<RoomCheck> checks) => checks.FirstOrDefault(static c => c.Outcome == RoomCheckOutcome.Failed) is { } failed
        ? $"The room cannot be followed: {Name(failed.Step)}."
        : checks.Any(static c => c.Outcome == RoomCheckOutcome.Advice) ? "The room can be followed; see the lines with a '!'." : "The room can be followed.";

    public static bool IsWell(IEnumerable<RoomCheck> checks) => checks.All(static c => c.Outcome != RoomCheckOutcome.Failed);

    /// <summary>The colour of a line, as Spectre names it.</summary>
    public static string Colour(RoomCheckOutcome outcome) => outcome switch
    {
        RoomCheckOutcome.Passed => "green",
        RoomCheckOutcome.Advice => "yellow",
        RoomCheckOutcome.Failed => "red",
        _ => "grey",
    };

    public static string Name(RoomCheckStep step) => step switch
    {
        RoomCheckStep.Url => "URL",
        RoomCheckStep.Dns => "DNS",
        RoomCheckStep.Tcp => "TCP",
        RoomCheckStep.Tls => "TLS",
        RoomCheckStep.RoomInfo => "room info",
        RoomCheckStep.FirstFrame => "first frame",
        _ => step.ToString().ToLowerInvariant(),
    };

    private static char Mark(RoomCheckOutcome outcome) => outcome switch
    {
        RoomCheckOutcome.Passed => '✓',
        RoomCheckOutcome.Advice => '!',
        RoomCheckOutcome.Failed => '✗',
        _ => '–',
    };
}
