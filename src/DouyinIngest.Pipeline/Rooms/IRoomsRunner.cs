namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Decides which rooms run in this process, for as long as it lives.</summary>
internal interface IRoomsRunner
{
    /// <summary>Until stopped; every room has stopped when it returns. Throws when the process cannot go on.</summary>
    Task RunAsync(CancellationToken stoppingToken);

    /// <summary>Why it would not take rooms now; empty when it would.</summary>
    IEnumerable<string> NotReadyBecause();
}
