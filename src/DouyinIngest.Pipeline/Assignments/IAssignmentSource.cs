namespace DouyinIngest.Pipeline.Assignments;

/// <summary>Says which rooms this instance should run. Configuration for now; the control topic implements it next.</summary>
internal interface IAssignmentSource
{
    /// <summary>
    /// The whole set, first as it stands and then anew after every change, until cancelled. Keys are live ids. The set is immutable;
    /// the caller compares it with the one before.
    /// </summary>
    IAsyncEnumerable<IReadOnlyDictionary<string, RoomAssignment>> WatchAsync(CancellationToken stoppingToken);
}
