using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Cli.Errors;

/// <summary>Why the upstream turned us away, and what a person can do about it.</summary>
internal static class Refusal
{
    /// <summary>What happened, in a few words.</summary>
    public static string What(CloseReason reason) => CloseReasonWords.For(reason);

    /// <summary>The whole line: what, where, and what to do.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="where">The room or the address.</param>
    /// <param name="detail">What was seen; may be empty.</param>
    public static string Line(CloseReason reason, string where, string detail)
    {
        var seen = detail.Length > 0 ? $" ({detail})" : "";
        return $"{where}: {What(reason)}{seen}. {Remedies.For(reason)}";
    }
}
