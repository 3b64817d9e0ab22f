using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Pipeline.Canary;

/// <summary>
/// A room that every instance follows for itself, only to tell "the upstream has changed" from "our rooms are quiet"; the section <c>Canary</c>.
/// Nothing of it goes to the topics. It is one upstream connection more per instance, and counts against no quota of ours.
/// </summary>
internal sealed class CanaryOptions
{
    public const string SectionName = "Canary";

    /// <summary>The live id of a room that is on air at all hours and never silent. Empty (default): there is no canary.</summary>
    [RegularExpression("^([1-9][0-9]{0,17})?$", ErrorMessage = "Canary:LiveId must be a live id, the 1 to 18 digits in https://live.douyin.com/<live id>.")]
    public string LiveId { get; set; } = "";

    /// <summary>After how long without an event the canary is down. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxSilence { get; set; } = TimeSpan.FromMinutes(1);
}
