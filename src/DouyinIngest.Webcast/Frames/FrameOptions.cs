using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Webcast.Frames;

/// <summary>Caps on what one frame may make us do.</summary>
public sealed class FrameOptions
{
    public const string SectionName = "Frame";

    /// <summary>Most bytes a payload may inflate to. Default 16 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxInflatedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Most times a payload may grow when inflated; judged above 64 KiB of output. Default 200.</summary>
    [Range(2, 2000)]
    public int MaxRatio { get; set; } = 200;

    /// <summary>Most messages in one frame. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxMessages { get; set; } = 10_000;

    /// <summary>Longest string of a message, in bytes of UTF-8. Default 64 KiB.</summary>
    [Range(64, 1 << 24)]
    public int MaxStringBytes { get; set; } = 64 * 1024;
}
