namespace DouyinIngest.Webcast.Recordings;

/// <summary>How a room is recorded.</summary>
public sealed class RoomRecorderOptions
{
    /// <summary>
    /// Take names, ids and words of people out before anything is written: pseudonyms stand in their place, and what cannot be taken apart is left out
    /// and counted. Default false: the frames as they came.
    /// </summary>
    public bool Scrub { get; set; }

    /// <summary>The file grows no larger than this, in bytes; then the recording ends, the room goes on. At least 1 MiB, default 1 GiB.</summary>
    public long MaxBytes { get; set; } = 1L << 30;
}
