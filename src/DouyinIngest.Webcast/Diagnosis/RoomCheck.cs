using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>One step of looking after a room that cannot be followed.</summary>
/// <param name="Step">Which.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Detail">What was seen, or why it was skipped: one bounded line for a person, without secrets. May hold words of the upstream's.</param>
public sealed record RoomCheck(RoomCheckStep Step, RoomCheckOutcome Outcome, string Detail)
{
    /// <summary>The class of the trouble; null unless it failed.</summary>
    public CloseReason? Reason { get; init; }

    /// <summary>What can be done, in a sentence; empty when there is nothing to do.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>How long the step took.</summary>
    public TimeSpan Took { get; init; }

    internal static RoomCheck Passed(RoomCheckStep step, string detail) => new(step, RoomCheckOutcome.Passed, detail);

    internal static RoomCheck Advice(RoomCheckStep step, string detail, string remedy) => new(step, RoomCheckOutcome.Advice, detail) { Remedy = remedy };

    internal static RoomCheck Skipped(RoomCheckStep step, string why) => new(step, RoomCheckOutcome.Skipped, why);

    /// <summary>Failed; without a remedy of its own the step has that of the reason.</summary>
    internal static RoomCheck Failed(RoomCheckStep step, CloseReason reason, string detail, string? remedy = null) =>
        new(step, RoomCheckOutcome.Failed, detail) { Reason = reason, Remedy = remedy ?? Remedies.For(reason) };
}
