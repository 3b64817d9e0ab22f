using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Webcast.Events;

/// <summary>How events are recognised and counted.</summary>
public sealed class EventOptions
{
    public const string SectionName = "Event";

    /// <summary>For how long an event id is remembered at least. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DedupeWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many event ids are remembered at least, however old. Default 4,096.</summary>
    [Range(64, 1 << 20)]
    public int DedupeMinIds { get; set; } = 4096;

    /// <summary>After how much upstream time without progress a gift combo is taken for ended. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ComboIdle { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long an ended combo is remembered, so that late progress is not counted again. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "24:00:00")]
    public TimeSpan ComboMemory { get; set; } = TimeSpan.FromHours(1);
}
