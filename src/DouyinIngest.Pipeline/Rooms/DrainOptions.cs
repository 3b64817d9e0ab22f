using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>How long a stop may take, step by step. <see cref="Settle"/> + <see cref="Flush"/> must fit into <see cref="Deadline"/>.</summary>
internal sealed class DrainOptions
{
    public const string SectionName = "Drain";

    /// <summary>The whole of it, from the signal to the exit. The host's shutdown time-out is 5 s longer. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a room that stopped reading waits for the broker to confirm its frames, so that their acks still go out. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the producer's queue may take to empty after the rooms have stopped. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Flush { get; set; } = TimeSpan.FromSeconds(5);
}
