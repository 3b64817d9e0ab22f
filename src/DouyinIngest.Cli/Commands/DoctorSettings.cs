namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>doctor</c> was asked.</summary>
internal sealed record DoctorSettings
{
    /// <summary>The room and its upstream, as for <c>watch</c>.</summary>
    public required WatchSettings Room { get; init; }

    /// <summary>For how long a new socket may keep a heartbeat or a first frame waiting.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(10);
}
