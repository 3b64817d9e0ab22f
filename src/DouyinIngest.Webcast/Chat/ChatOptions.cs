using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Webcast.Chat;

/// <summary>How lines are said in rooms. The platform documents no limits; these defaults are careful, and low enough that a person could type as fast.</summary>
public sealed class ChatOptions
{
    /// <summary>Where these options stand in the configuration.</summary>
    public const string SectionName = "Chat";

    /// <summary>The least time between two lines in one room, from the end of one call to the start of the next. Default 3 s; faster risks a captcha.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "Chat:Interval must be from 0 to 10 min.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest line, in characters. Default 100; a longer one is refused, never cut.</summary>
    [Range(1, 1_000, ErrorMessage = "Chat:MaxLength must be from 1 to 1,000.")]
    public int MaxLength { get; set; } = 100;

    /// <summary>Lines that may wait for their turn, all rooms together; one more is refused at once. Default 100.</summary>
    [Range(1, 100_000, ErrorMessage = "Chat:MaxQueued must be from 1 to 100,000.")]
    public int MaxQueued { get; set; } = 100;

    /// <summary>How long one call may take, connecting included. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Chat:Timeout must be from 0.1 s to 1 min.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    internal ChatOptions Checked()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return this;
    }
}
