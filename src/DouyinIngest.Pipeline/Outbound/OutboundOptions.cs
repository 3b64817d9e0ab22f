using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>Lines that others put on a topic to be said in rooms; the section <c>Outbound</c>.</summary>
internal sealed class OutboundOptions
{
    public const string SectionName = "Outbound";

    /// <summary>Takes lines from <c>Kafka:OutboundTopic</c>. Needs a fleet and the cookies of a login. Default off.</summary>
    public bool Enabled { get; set; }

    /// <summary>How old a line may get before it is refused instead of said. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00", ErrorMessage = "Outbound:Expiry must be from 5 s to 30 min.")]
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(2);
}
